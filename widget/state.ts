import type { Config, Draft, DraftPiece, Message, Session, Snapshot, Typing } from "./protocol.ts";
import type { Pending } from "./queue.ts";

/** A line in the conversation that is not a message. */
export interface Notice {
  kind: "joined" | "left";
  name: string | null;
  /** The message it stands below; null: at the top. */
  after: string | null;
}

/** Everything that is on the screen. */
export interface State {
  config: Config | null;
  open: boolean;
  view: "chat" | "home";
  /** A session's id, the local name of one that is being made, or null for a new one. */
  conversation: string | null;
  session: Session | null;
  messages: Message[];
  draft: Draft | null;
  typing: Typing | null;
  notices: Notice[];
  pending: Pending[];
  /** `client_id` of the message that is on the wire. */
  sending: string | null;
  /** The visitor's conversations, or null before they are known. */
  sessions: Session[] | null;
  /** Attempts in a row that the stream failed. */
  failures: number;
  online: boolean;
  /** The server does not serve this page; nothing can be sent. */
  refused: boolean;
  /** Id of the last message the visitor has had before the eyes. */
  seen: string | null;
  /** Whether opening moves the focus into the panel: not when the page reopens it by itself. */
  takeFocus: boolean;
  /** Text that the page puts into the composer; a new object each time. */
  prefill: { text: string } | null;
}

/** What can happen to the state. */
export type Action =
  | { type: "set"; values: Partial<State> }
  | { type: "conversation"; conversation: string | null }
  | { type: "snapshot"; snapshot: Snapshot }
  | { type: "message"; message: Message }
  | { type: "sent"; conversation: string; session: Session; message: Message }
  | { type: "draft"; piece: DraftPiece }
  | { type: "draft_end"; messageId: string }
  | { type: "session"; session: Session };

/** The state before anything is known. */
export function initialState(): State {
  return {
    config: null,
    open: false,
    view: "chat",
    conversation: null,
    session: null,
    messages: [],
    draft: null,
    typing: null,
    notices: [],
    pending: [],
    sending: null,
    sessions: null,
    failures: 0,
    online: true,
    refused: false,
    seen: null,
    takeFocus: true,
    prefill: null,
  };
}

/** The draft with a piece added, or null when something before the piece is missing. */
export function extendDraft(draft: Draft | null, piece: DraftPiece): Draft | null {
  const { message_id, offset, text } = piece;
  const known = draft?.message_id === message_id ? draft.text : "";
  return offset > known.length ? null : { message_id, text: known.slice(0, offset) + text };
}

/** Puts a message in its place; one with the same id is replaced. */
export function placeMessage(messages: Message[], message: Message): Message[] {
  return [...messages.filter((each) => each.id !== message.id), message]
    .sort((one, other) => one.sequence - other.sequence);
}

/** The lines that a change of a session leaves in the conversation. */
export function noticesOf(before: Session | null, after: Session, last: string | null): Notice[] {
  if (before?.id !== after.id || after.status === "closed") return [];
  const [from, to] = [before, after].map((each) => each.is_human_takeover);
  if (to && (!from || before.human_name !== after.human_name)) {
    return [{ kind: "joined", name: after.human_name, after: last }];
  }
  return from && !to ? [{ kind: "left", name: before.human_name, after: last }] : [];
}

function withSession(state: State, session: Session): State {
  const last = state.messages.at(-1)?.id ?? null;
  return {
    ...state,
    session,
    notices: [...state.notices, ...noticesOf(state.session, session, last)],
    sessions: state.sessions?.map((each) => each.id === session.id ? session : each) ?? null,
  };
}

/** The state after an action. Pure; what does not concern the shown conversation changes nothing. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "set":
      return { ...state, ...action.values };
    case "conversation": {
      if (action.conversation === state.conversation) return state;
      const { session, messages, draft, typing, notices } = initialState();
      return {
        ...state,
        ...{ session, messages, draft, typing, notices, failures: 0 },
        conversation: action.conversation,
      };
    }
    case "snapshot": {
      const { session, messages, draft } = action.snapshot;
      return { ...withSession({ ...state, messages }, session), draft };
    }
    case "message": {
      const { message } = action;
      return {
        ...state,
        messages: placeMessage(state.messages, message),
        draft: state.draft?.message_id === message.id ? null : state.draft,
        typing: message.role === "assistant" ? null : state.typing,
      };
    }
    case "sent": {
      if (action.conversation !== state.conversation) return state;
      const moved = reduce(state, { type: "conversation", conversation: action.session.id });
      return reduce(
        withSession(moved, action.session),
        { type: "message", message: action.message },
      );
    }
    case "draft": {
      const draft = extendDraft(state.draft, action.piece);
      return { ...state, draft: draft ?? state.draft, typing: null };
    }
    case "draft_end":
      return state.draft?.message_id === action.messageId ? { ...state, draft: null } : state;
    case "session":
      return withSession(state, action.session);
  }
}

/** Messages of others that came after the last one seen. */
export function unreadCount({ messages, seen }: State): number {
  const from = messages.findIndex((message) => message.id === seen) + 1;
  return messages.slice(from).filter((message) => message.role === "assistant").length;
}

/** The unconfirmed messages of the shown conversation that did not come back as messages yet. */
export function visiblePending({ pending, conversation, messages }: State): Pending[] {
  return pending.filter((item) =>
    item.conversation === conversation &&
    !messages.some((message) => message.client_id === item.client_id)
  );
}
