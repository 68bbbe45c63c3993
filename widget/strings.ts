/** Every text of the widget. `{name}`, `{n}` and the like are filled in. */
export const ENGLISH = {
  open: "Open chat",
  close: "Close chat",
  chat: "Chat",
  unread: "{n} unread",
  message: "Message",
  placeholder: "Write a message…",
  send: "Send message",
  person: "Talk to a person",
  ask_person: "I would like to talk to a person.",
  back: "All conversations",
  conversations: "Conversations",
  new_conversation: "New conversation",
  no_conversations: "No conversations yet.",
  you: "You",
  assistant: "Assistant",
  teammate: "A teammate",
  answers_at_once: "Answers right away",
  from_team: "From our team",
  closed: "Closed",
  joined: "{name} joined the conversation",
  left: "{name} handed the conversation back",
  writing: "{name} is writing…",
  sources: "Sources",
  sending: "Sending…",
  queued: "Will be sent when you are back online",
  waiting: "Not sent yet. Trying again…",
  failed: "Not sent: {reason}",
  retry: "Try again",
  discard: "Delete",
  offline: "You are offline. Messages are kept and sent when you are back.",
  reconnecting: "Connection lost. Trying again…",
  unavailable: "The chat cannot be reached right now.",
  closed_idle:
    "This conversation was closed after {n} minutes without a message. Write again to start a new one.",
  closed_person: "This conversation was closed by our team. Write again to start a new one.",
  closed_other: "This conversation is closed. Write again to start a new one.",
  newest: "New messages",
  today: "Today",
  yesterday: "Yesterday",
  now: "now",
  minutes: "{n} min",
  hours: "{n} h",
  remaining: "{n} characters left",
  too_long: "{n} characters too many",
};

/** The texts by name. */
export type Strings = Record<keyof typeof ENGLISH, string>;

/** Fills `{name}` places of a text; unknown places stay as they are. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
