import type { ComponentChild } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../protocol.ts";
import { type State, visiblePending } from "../state.ts";
import { fill } from "../strings.ts";
import { dayLabel, sameDay } from "../time.ts";
import { Bubble, SenderName } from "./bubble.tsx";
import { useWidget, type Widget } from "./context.ts";
import { Icon } from "./icon.tsx";
import { MarkdownView } from "./markdown_view.tsx";
import { PendingBubble } from "./pending_bubble.tsx";

const RUN_MILLISECONDS = 5 * 60_000;
const NEAR_PIXELS = 60;

/** Whether one message follows the other at once. */
function soon(one: Message | undefined, other: Message | undefined): boolean {
  return !!one && !!other && sameDay(one.created_at, other.created_at) &&
    +new Date(other.created_at) - +new Date(one.created_at) < RUN_MILLISECONDS;
}

/** Whether two messages stand together under one name. */
function sameRun(one: Message | undefined, other: Message | undefined, state: State): boolean {
  return soon(one, other) && one!.sender_type === other!.sender_type &&
    one!.sender_name === other!.sender_name &&
    !state.notices.some((notice) => notice.after === one!.id);
}

function notices({ state, strings }: Widget, after: string | null): ComponentChild[] {
  return state.notices.filter((notice) => notice.after === after).map((notice, index) => (
    <p class="notice" key={`${after}-${index}`}>
      {fill(strings[notice.kind], { name: notice.name || strings.teammate })}
    </p>
  ));
}

function rows(widget: Widget): ComponentChild[] {
  const { state, strings, locale } = widget;
  const result = notices(widget, null);
  state.messages.forEach((message, at) => {
    const [before, after] = [state.messages[at - 1], state.messages[at + 1]];
    const day = dayLabel(message.created_at, strings, locale);
    // A conversation that is all of today needs no date.
    if (before ? !sameDay(before.created_at, message.created_at) : day !== strings.today) {
      result.push(<p class="day" key={`day-${message.id}`}>{day}</p>);
    }
    result.push(
      <Bubble
        key={message.id}
        message={message}
        first={!sameRun(before, message, state)}
        last={!sameRun(message, after, state)}
        timed={!soon(message, after)}
      />,
      ...notices(widget, message.id),
    );
  });
  return result;
}

/** What is going on right now: the answer being written, or who is about to write. */
function Now() {
  const { state, strings } = useWidget();
  const { config, draft, typing, session } = state;
  const agent = config?.agent_name || strings.assistant;
  const last = state.messages.at(-1);
  const human = typing?.who === "human";
  const name = human ? typing.name || session?.human_name || strings.teammate : agent;
  if (!draft && !typing) return null;
  const goesOn = last?.role === "assistant" &&
    last.sender_type === (human ? "human_agent" : "ai");
  return (
    <div class="row" aria-live="off">
      {!goesOn && <SenderName name={draft ? agent : name} human={!draft && human} />}
      {draft
        ? (
          <div class="bubble last draft">
            <MarkdownView text={draft.text} />
          </div>
        )
        : (
          <div class="bubble last typing">
            <span class="hidden">{fill(strings.writing, { name })}</span>
            <i />
            <i />
            <i />
          </div>
        )}
    </div>
  );
}

/** Why nothing more comes in this conversation. */
function ClosedNote() {
  const { state, strings } = useWidget();
  if (state.session?.status !== "closed") return null;
  const { closed_by } = state.session;
  const text = closed_by === "idle"
    ? fill(strings.closed_idle, { n: state.config?.idle_minutes ?? "" })
    : closed_by === "person"
    ? strings.closed_person
    : strings.closed_other;
  return <p class="note">{text}</p>;
}

/** The conversation. Stays at its end while new things come, unless the visitor scrolled away. */
export function Log() {
  const widget = useWidget();
  const { state, strings } = widget;
  const box = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [away, setAway] = useState(false);
  const pending = visiblePending(state);
  const newest = pending.at(-1)?.client_id;
  const toEnd = () => {
    const element = box.current!;
    element.scrollTop = element.scrollHeight;
  };
  // What the visitor sends is always shown.
  useLayoutEffect(() => {
    if (newest) stuck.current = true;
  }, [newest]);
  useLayoutEffect(() => {
    stuck.current = true;
  }, [state.conversation]);
  useLayoutEffect(() => {
    if (stuck.current) toEnd();
  });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => stuck.current && toEnd());
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current!;
    stuck.current = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
    setAway(!stuck.current);
  };
  return (
    <div class="scroll">
      <div
        class="log"
        ref={box}
        role="log"
        aria-live="polite"
        aria-label={strings.chat}
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="intro">
          <h3 dir="auto">{state.config?.title}</h3>
          <MarkdownView text={state.config?.greeting ?? ""} />
        </div>
        {rows(widget)}
        {pending.map((item) => <PendingBubble key={item.client_id} item={item} />)}
        <Now />
        <ClosedNote />
      </div>
      {away && (
        <button
          type="button"
          class="newest"
          onClick={() => {
            stuck.current = true;
            toEnd();
          }}
        >
          <Icon name="down" />
          {strings.newest}
        </button>
      )}
    </div>
  );
}
