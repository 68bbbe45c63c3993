import type { MessageSource } from "../../core/contract/message.ts";
import { safeUrl } from "../markdown_inline.ts";
import type { Message } from "../protocol.ts";
import { clockTime } from "../time.ts";
import { Avatar } from "./avatar.tsx";
import { useWidget } from "./context.ts";
import { MarkdownView } from "./markdown_view.tsx";

/** The passages an answer rests on; those without an address are named only. */
function Sources({ sources }: { sources: MessageSource[] }) {
  const { strings } = useWidget();
  if (!sources.length) return null;
  return (
    <div class="sources">
      <span>{strings.sources}</span>
      <ul>
        {sources.map(({ title, url }, index) => {
          const address = url && safeUrl(url);
          return (
            <li key={index}>
              {address
                ? <a href={address} target="_blank" rel="noopener nofollow">{title || address}</a>
                : title}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The name above the first of several bubbles of the same sender. */
export function SenderName({ name, human }: { name: string; human: boolean }) {
  return (
    <div class="sender">
      <Avatar human={human ? name : null} small />
      <span>{name}</span>
    </div>
  );
}

/** What a bubble knows of its neighbours. */
export interface BubblePlace {
  /** First of a run of the same sender. */
  first: boolean;
  /** Last of it. */
  last: boolean;
  /** Nothing follows for a while: the time stands below. */
  timed: boolean;
}

/** One stored message. */
export function Bubble({ message, first, last, timed }: { message: Message } & BubblePlace) {
  const { state, strings } = useWidget();
  const mine = message.role === "user";
  const human = message.sender_type === "human_agent";
  const name = message.sender_name ||
    (human ? strings.teammate : state.config?.agent_name || strings.assistant);
  return (
    <div class={mine ? "row mine" : "row"}>
      {!mine && first && <SenderName name={name} human={human} />}
      <div class={last ? "bubble last" : "bubble"}>
        {(mine || !first) && <span class="hidden">{mine ? strings.you : name}:</span>}
        {mine
          ? <div class="text" dir="auto">{message.content}</div>
          : <MarkdownView text={message.content} />}
        <Sources sources={message.sources} />
      </div>
      {timed && <time dateTime={message.created_at}>{clockTime(message.created_at)}</time>}
    </div>
  );
}
