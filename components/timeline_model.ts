import type { MessageView, TimelineEvent } from "./types.ts";

/** Which words of a title tell what kind of event it is; the first that fits wins. */
const signs: [RegExp, TimelineEvent["kind"]][] = [
  [/\brage[ _-]?click/i, "rage"],
  [/\b(error|exception|failed|crash)/i, "error"],
  [/page ?view|pageleave|^(viewed|visited|opened|landed)\b/i, "page"],
  [/\b(identif(y|ied)|signed (in|up)|logged in)\b/i, "identify"],
  [/\b(typed|submitted|changed|filled|input)\b/i, "input"],
  [/\b(click(ed)?|tapped|autocapture|pressed)\b/i, "click"],
];

/**
 * The messages of a behavioural session as events: the first line is the title, the rest the
 * detail, and the kind is read from the words of the title.
 */
export function timelineOf(messages: MessageView[]): TimelineEvent[] {
  return messages.map((message) => {
    const [title = "", ...rest] = message.content.trim().split("\n");
    const kind = signs.find(([sign]) => sign.test(title.slice(0, 200)))?.[1] ?? "custom";
    return {
      id: message.id,
      at: message.created_at,
      kind,
      title: title || "Event",
      detail: rest.join("\n").trim() || null,
    };
  });
}
