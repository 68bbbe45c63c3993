import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Composer } from "../components/composer.tsx";
import { Conversation } from "../components/conversation.tsx";
import { Icon } from "../components/icon.tsx";
import type { ContactView, DeliveryView } from "../components/types.ts";
import { type ChatDraft, type ChatMessage, withPending } from "./chat_model.ts";
import { useLiveChat } from "./chat_stream.ts";
import { useDeliveries } from "./deliveries.ts";
import { keepText, keptText } from "./kept_text.ts";
import { randomKey } from "./random_key.ts";
import { typingTeller } from "./say_typing.ts";
import { sendReply } from "./send_reply.ts";

/** Props of {@link Chat}. */
export interface ChatProps {
  /** The session in the API. */
  address: string;
  /** Where the form posts without a script. */
  action: string;
  messages: ChatMessage[];
  draft: ChatDraft | null;
  isClosed: boolean;
  isTakenOver: boolean;
  customer: ContactView | null;
  /** What customers see the agent called. */
  agentName: string;
  /** The signed-in person's name; null when they may not answer. */
  me: string | null;
  /** Where the customer sees replies: here in the widget, elsewhere, or nowhere. */
  reaches: "widget" | "elsewhere" | null;
  /** The source's name. */
  source: string;
  /** How messages fare on their way elsewhere, by id. */
  deliveries: Record<string, DeliveryView>;
  /** Makes the form's reply one reply, however often it is sent. */
  formKey: string;
  /** What was typed, and why it was not taken, after the form came back. */
  typed?: string;
  error?: string | null;
  now: number;
}

interface Sending {
  key: string;
  text: string;
  at: string;
  isFailed: boolean;
}

/** A conversation that moves, and the place to answer. */
export default function Chat(props: ChatProps) {
  const chat = useLiveChat(`${props.address}/stream`, props);
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState(props.error ?? null);
  const [timeZone, setTimeZone] = useState("UTC");
  const box = useRef<HTMLDivElement>(null);
  const sayTyping = useMemo(() => typingTeller(props.address), [props.address]);
  const deliveriesAt = props.reaches === "elsewhere" ? `${props.action}/deliveries` : null;
  const deliveries = useDeliveries(deliveriesAt, props.deliveries, chat.messages);
  const names = { agent: props.agentName, me: props.me ?? "" };
  const shown = withPending(chat.messages, chat.draft, sending, names, deliveries);
  const end = useStayAtEnd(shown.length + (chat.draft?.text.length ?? 0), sending !== null);

  useEffect(() => {
    setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
    const field = box.current?.querySelector("textarea");
    if (field && field.value === "") field.value = keptText(props.address);
  }, []);

  const send = async (one: Sending) => {
    setSending({ ...one, isFailed: false });
    setError(null);
    const result = await sendReply(props.address, one.key, one.text);
    if ("message" in result) {
      chat.add(result.message);
      setSending(null);
    } else {
      setSending({ ...one, isFailed: true });
      setError(result.error);
    }
  };
  const submit = (event: Event) => {
    if (!(event.target as Element).matches("[data-composer]")) return;
    event.preventDefault();
    const field = box.current!.querySelector("textarea")!;
    const text = field.value.trim();
    if (text === "" || (sending && !sending.isFailed)) return;
    const isAgain = sending?.text === text;
    field.value = "";
    keepText(props.address, "");
    field.focus();
    send(
      isAgain ? sending : { key: randomKey(), text, at: new Date().toISOString(), isFailed: false },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    (event.target as Element).closest("form")?.requestSubmit();
  };
  const onInput = (event: Event) => {
    const { value } = event.target as HTMLTextAreaElement;
    keepText(props.address, value);
    if (props.reaches === "widget" && value.trim() !== "") sayTyping();
  };
  const takeBack = () => {
    const field = box.current?.querySelector("textarea");
    if (field && sending) field.value = sending.text;
    setSending(null);
    setError(null);
    field?.focus();
  };

  return (
    <div class="contents" ref={box} onSubmit={submit} onKeyDown={onKeyDown} onInput={onInput}>
      <Conversation
        messages={shown}
        customer={props.customer}
        now={props.now}
        timeZone={timeZone}
        retryAction={props.me === null ? undefined : props.action}
      />
      <div class="chat-state" role="status">
        {chat.typing === "customer" && `${props.customer?.name ?? "The customer"} is writing…`}
        {chat.typing === "agent" && !chat.draft && "The agent is thinking…"}
        {!chat.isOnline && "Connection lost. Trying again…"}
      </div>
      <div ref={end} class="chat-end" />
      {props.me !== null && !chat.isClosed && (
        <Composer
          action={props.action}
          placeholder={props.reaches ? "Write a reply" : "Write down what you answered"}
          value={props.typed}
          note={error
            ? (
              <span class="chat-error" role="alert">
                <Icon name="danger" size={14} />
                <span>{error}</span>
                {sending && (
                  <>
                    <button type="button" class="button link small" onClick={() => send(sending)}>
                      Try again
                    </button>
                    <button type="button" class="button link small" onClick={takeBack}>
                      Edit
                    </button>
                  </>
                )}
              </span>
            )
            : noteOf(props, chat.isTakenOver)}
        >
          <input type="hidden" name="do" value="reply" />
          <input type="hidden" name="key" value={props.formKey} />
        </Composer>
      )}
    </div>
  );
}

function noteOf({ me, reaches, source }: ChatProps, isTakenOver: boolean): string {
  if (reaches === null) return `Kept here as ${me}; not sent to ${source}.`;
  if (reaches === "elsewhere") {
    return isTakenOver
      ? `Your answer appears in ${source} as ${me}. The agent is silent.`
      : `Your answer appears in ${source} as ${me} and takes over from the agent.`;
  }
  return isTakenOver
    ? `You answer as ${me}. The agent is silent.`
    : `Answering as ${me} takes over from the agent.`;
}

/** Keeps the newest in sight for readers who are at the end, and leaves the others in peace. */
function useStayAtEnd(size: number, isOwn: boolean) {
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      isAtEnd.current = entry!.isIntersecting;
    }, { rootMargin: "0px 0px 80px 0px" });
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (isAtEnd.current || isOwn) end.current?.scrollIntoView({ block: "end" });
  }, [size, isOwn]);
  return end;
}
