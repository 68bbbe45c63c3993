import { MessageBubble } from "./message_bubble.tsx";
import { Time } from "./time.tsx";
import { timeText } from "./time_text.ts";
import type { ContactView, MessageView } from "./types.ts";

const GROUP_WITHIN = 5 * 60_000;

/** Whether a message continues the one before: same sender, same day, within five minutes. */
export function followsOn(
  message: MessageView,
  before: MessageView | undefined,
  timeZone = "UTC",
): boolean {
  return before !== undefined && message.sender_type !== "system" &&
    before.sender_type === message.sender_type && before.sender_name === message.sender_name &&
    dayOf(before, timeZone) === dayOf(message, timeZone) &&
    time(message) - time(before) < GROUP_WITHIN;
}

const time = (message: MessageView) => new Date(message.created_at).getTime();

/** The day of a message in a zone, or an empty text when its time is unreadable. */
function dayOf(message: MessageView, timeZone: string): string {
  const at = time(message);
  if (Number.isNaN(at)) return "";
  return timeZone === "UTC"
    ? new Date(at).toISOString().slice(0, 10)
    : timeText(at, "date", undefined, timeZone);
}

/** A chat from its first message to its last, with a line where a new day begins. */
export function Conversation({ messages, customer, now, timeZone = "UTC", retryAction }: {
  messages: MessageView[];
  /** The session's contact. */
  customer?: ContactView | null;
  /** The present in milliseconds; days of this year then come without the year. */
  now?: number;
  /** The zone whose days divide it; the server knows only UTC. */
  timeZone?: string;
  /** Where the form posts that has an undelivered message sent again; absent for readers. */
  retryAction?: string;
}) {
  return (
    <ol class="conversation" aria-label="Messages">
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const newDay = !before || dayOf(before, timeZone) !== dayOf(message, timeZone);
        return (
          <>
            {newDay && (
              <li class="day" key={`day-${message.id}`}>
                <Time at={message.created_at} format="date" now={now} />
              </li>
            )}
            <MessageBubble
              key={message.id}
              message={message}
              customer={customer}
              follows={!newDay && followsOn(message, before, timeZone)}
              retryAction={retryAction}
            />
          </>
        );
      })}
    </ol>
  );
}
