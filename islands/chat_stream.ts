import { useEffect, useRef, useState } from "preact/hooks";
import {
  type ChatDraft,
  type ChatMessage,
  extend,
  merge,
  messageOf,
  type WireMessage,
  withSnapshot,
} from "./chat_model.ts";
import { followLive } from "./live_source.ts";
import { calmly, fetchPage, replaceLiveParts } from "./page_refresh.ts";

const TYPING_MILLISECONDS = 6_000;
const REFRESH_MILLISECONDS = 500;

/** A conversation as it is at this moment. */
export interface LiveChat {
  messages: ChatMessage[];
  draft: ChatDraft | null;
  isClosed: boolean;
  isTakenOver: boolean;
  /** Who is writing right now, or null. */
  typing: "customer" | "agent" | null;
  isOnline: boolean;
  /** Adds what this page itself has sent. */
  add(message: WireMessage): void;
}

/** Follows one conversation; the page around it is brought up to date when the session changes. */
export function useLiveChat(
  address: string,
  first: Pick<LiveChat, "messages" | "draft" | "isClosed" | "isTakenOver">,
): LiveChat {
  const [messages, setMessages] = useState(first.messages);
  const [draft, setDraft] = useState(first.draft);
  const [status, setStatus] = useState({
    isClosed: first.isClosed,
    isTakenOver: first.isTakenOver,
  });
  const [typing, setTyping] = useState<LiveChat["typing"]>(null);
  const [isOnline, setOnline] = useState(true);
  const draftNow = useRef(draft);
  useEffect(() => {
    let typingEnds: ReturnType<typeof setTimeout> | undefined;
    let stop = () => {};
    const showDraft = (next: ChatDraft | null) => {
      draftNow.current = next;
      setDraft(next);
    };
    const showTyping = (who: LiveChat["typing"]) => {
      clearTimeout(typingEnds);
      setTyping(who);
      if (who) typingEnds = setTimeout(() => setTyping(null), TYPING_MILLISECONDS);
    };
    let count = 0;
    const showSession = ({ status, is_human_takeover, message_count }: WireSession) => {
      setStatus({ isClosed: status === "closed", isTakenOver: is_human_takeover });
      const isFewer = message_count < count;
      count = message_count;
      return isFewer;
    };
    const refreshPage = calmly(async () => {
      const fresh = await fetchPage();
      if (fresh) replaceLiveParts(fresh);
    }, REFRESH_MILLISECONDS);
    const start = () => {
      let isFirst = true;
      stop = followLive(address, {
        onOnline: setOnline,
        on: {
          snapshot: (data) => {
            const { session, messages, draft } = data as Snapshot;
            setMessages((known) => withSnapshot(known, messages.map(messageOf)));
            showDraft(draft);
            showSession(session);
            if (!isFirst) refreshPage();
            isFirst = false;
          },
          message: (data) => {
            const { message } = data as { message: WireMessage };
            setMessages((known) => merge(known, [messageOf(message)]));
            if (message.senderType === "user") showTyping(null);
          },
          draft: (data) => {
            const piece = data as { message_id: string; offset: number; text: string };
            const next = extend(draftNow.current, piece);
            if (next) return showDraft(next);
            // A piece was missed: a new connection begins with a snapshot.
            restart();
          },
          draft_end: (data) => {
            const { message_id } = data as { message_id: string };
            if (draftNow.current?.message_id === message_id) showDraft(null);
            showTyping(null);
          },
          typing: (data) => {
            const { who } = data as { who: string };
            showTyping(who === "agent" ? "agent" : who === "human" ? null : "customer");
          },
          session: (data) => {
            // A message was deleted: the snapshot of a new connection is without it.
            if (showSession((data as { session: WireSession }).session)) restart();
            refreshPage();
          },
          deleted: () => location.assign(location.pathname.replace(/\/sessions\/.*/, "/feedback")),
        },
      });
    };
    const restart = () => {
      stop();
      start();
    };
    start();
    return () => {
      clearTimeout(typingEnds);
      stop();
    };
  }, [address]);
  const add = (message: WireMessage) => setMessages((known) => merge(known, [messageOf(message)]));
  return { messages, draft, ...status, typing, isOnline, add };
}

interface WireSession {
  status: "active" | "closed";
  is_human_takeover: boolean;
  message_count: number;
}

interface Snapshot {
  session: WireSession;
  messages: WireMessage[];
  draft: ChatDraft | null;
}
