import { type Api, ApiError, createApi } from "./api.ts";
import type { Options } from "./bridge.ts";
import { createEmitter } from "./emitter.ts";
import { cleanUser, readIdentity } from "./identity.ts";
import { createFollowing } from "./following.ts";
import { MESSAGE_LIMIT, type Session } from "./protocol.ts";
import { createQueue, isLocal, type Pending } from "./queue.ts";
import { createSender } from "./sender.ts";
import { type Action, initialState, reduce, type State } from "./state.ts";
import { openStorage } from "./storage.ts";
import { randomText, visitorToken } from "./visitor.ts";

const TYPING_SENT_MILLISECONDS = 4_000;
const KEPT = ["visitor", "session", "live", "seen", "queue", "user", "identified"];

/** The widget without its looks: state, and what can be done. */
export type Client = ReturnType<typeof createClient>;

/** Connects the state to the server, to this browser's storage and to the other tabs. */
export function createClient(options: Options) {
  const storage = openStorage(() => localStorage, options.projectId);
  const tab = openStorage(() => sessionStorage, options.projectId);
  const api: Api = createApi(options.host, options.projectId, () => visitorToken(storage));
  const queue = createQueue(storage);
  const events = createEmitter();
  const listeners = new Set<() => void>();
  let state: State = {
    ...initialState(),
    conversation: storage.get("session"),
    seen: storage.get("seen"),
    pending: queue.list(),
    online: navigator.onLine,
  };
  let typingSent = 0;

  function dispatch(action: Action): void {
    const before = state;
    state = reduce(state, action);
    if (state === before) return;
    const { conversation, session, messages } = state;
    if (session && session !== before.session) {
      storage.set("live", session.status === "active" ? "1" : null);
      events.emit("session", session);
      if (session.is_human_takeover && before.session && !before.session.is_human_takeover) {
        events.emit("takeover", session);
      }
    }
    if (conversation === before.conversation && before.session && messages !== before.messages) {
      const known = new Set(before.messages.map((message) => message.id));
      for (const message of messages) {
        if (!known.has(message.id)) events.emit("message", message);
      }
    }
    markSeen();
    listeners.forEach((listener) => listener());
  }
  const set = (values: Partial<State>) => dispatch({ type: "set", values });
  const setSending = (sending: string | null) => set({ sending, pending: queue.list() });

  function markSeen(): void {
    const last = state.messages.at(-1)?.id;
    if (!last || last === state.seen) return;
    if (state.open && state.view === "chat" && !document.hidden) {
      state = { ...state, seen: last };
      storage.set("seen", last);
    }
  }

  /** Shows another conversation, here and in the other tabs. */
  function enter(conversation: string | null): void {
    storage.set("session", conversation);
    storage.set("live", null);
    dispatch({ type: "conversation", conversation });
    following.update();
  }

  function refuse(error: Error): void {
    console.warn("Hissuno:", error.message);
    set({ refused: true });
  }

  const following = createFollowing({
    api,
    state: () => state,
    dispatch,
    onRefused(conversation, error) {
      if (error.status === 403) refuse(error);
      // Deleted, or a token that counts no more: the visitor begins anew.
      else if (state.conversation === conversation) enter(null);
    },
  });

  const sender = createSender({
    queue,
    lockName: `hissuno:${options.projectId}:send`,
    send(item) {
      const session_id = isLocal(item.conversation) ? undefined : item.conversation;
      const { client_id, text, page } = item;
      return api.send({ client_id, session_id, text, page, ...readIdentity(storage) });
    },
    onChange: setSending,
    onSent(item, { session, message }) {
      if (storage.get("session") === item.conversation) storage.set("session", session.id);
      storage.set("identified", identityKey(session.id));
      dispatch({ type: "sent", conversation: item.conversation, session, message });
      setSending(null);
      following.update();
    },
  });

  const identityKey = (sessionId: string) => sessionId + JSON.stringify(readIdentity(storage));

  function loadConfig(): void {
    api.config().then((config) => {
      storage.set("config", JSON.stringify(config));
      storage.set("color", config.color);
      set({ config });
    }).catch((error) => {
      if (error instanceof ApiError && (error.status === 403 || error.status === 404)) {
        refuse(error);
      }
    });
  }

  function loadSessions(): void {
    if (!storage.get("visitor")) return set({ sessions: [] });
    api.sessions().then(({ sessions }) => set({ sessions })).catch(() => {
      // The list keeps what it had; opening it again asks again.
    });
  }

  /** Writes a message: kept first, then sent. False when there is nothing to send or too much. */
  function send(input: string): boolean {
    const text = String(input).trim();
    if (!text || text.length > MESSAGE_LIMIT || state.refused) return false;
    if (!state.conversation || state.session?.status === "closed") enter("new:" + randomText(9));
    queue.add({
      client_id: randomText(16),
      conversation: state.conversation!,
      text,
      page: { url: location.href.slice(0, 2000), title: document.title.slice(0, 500) },
      at: Date.now(),
    });
    set({ pending: queue.list(), view: "chat" });
    sender.flush();
    return true;
  }

  function logout(): void {
    KEPT.forEach((name) => storage.set(name, null));
    tab.set("text", null);
    set({ pending: [], sessions: null, seen: null });
    enter(null);
  }

  function identify(given: unknown, metadata?: Record<string, unknown>): void {
    const user = cleanUser(given);
    if (!user) return console.warn("Hissuno: identify takes an object: {id, name, email}.");
    const before = readIdentity(storage);
    // Another person at the same browser must not see the conversations of the one before.
    const by = before.user?.id && user.id ? "id" : "email";
    if (before.user?.[by] && user[by] && before.user[by] !== user[by]) logout();
    storage.set("user", JSON.stringify({ user, metadata: metadata ?? before.metadata }));
    const { conversation, session } = state;
    if (!conversation || isLocal(conversation) || session?.status === "closed") return;
    const key = identityKey(conversation);
    if (storage.get("identified") === key) return;
    api.identify(conversation, user, metadata).then(({ identity }) => {
      storage.set("identified", key);
      if (identity === "unverified") console.warn("Hissuno: user_hash is not valid.");
    })
      .catch(() => {/* Goes along with the next message. */});
  }

  function open(how?: { draft?: string; keepFocus?: boolean }): void {
    if (how?.draft) set({ prefill: { text: String(how.draft) } });
    if (state.open) return;
    tab.set("open", "1");
    set({ open: true, view: "chat", takeFocus: !how?.keepFocus });
    if (!state.config) loadConfig();
    following.update();
    loadSessions();
    events.emit("open", undefined);
  }

  function close(): void {
    if (!state.open) return;
    tab.set("open", null);
    tab.set("closed", "1");
    set({ open: false });
    following.update();
    events.emit("close", undefined);
  }

  function onNetwork(): void {
    set({ online: navigator.onLine });
    if (!navigator.onLine) return;
    if (!state.config) loadConfig();
    following.wake();
    sender.flush();
  }
  function onStorage(event: StorageEvent): void {
    const name = event.key?.replace(`hissuno:${options.projectId}:`, "");
    if (name === "session" && storage.get("session") !== state.conversation) {
      dispatch({ type: "conversation", conversation: storage.get("session") });
      following.update();
    } else if (name === "queue") set({ pending: queue.list() });
    else if (name === "seen") set({ seen: storage.get("seen") });
  }

  /** Starts the work: called once, when the panel is in the page. */
  function start(): void {
    addEventListener("online", onNetwork);
    addEventListener("offline", onNetwork);
    addEventListener("storage", onStorage);
    try {
      set({ config: JSON.parse(storage.get("config") ?? "null") });
    } catch {
      // The server's answer follows.
    }
    loadConfig();
    if (options.user) identify(options.user, options.metadata);
    else if (options.metadata) {
      const identity = { ...readIdentity(storage), metadata: options.metadata };
      storage.set("user", JSON.stringify(identity));
    }
    following.start();
    sender.flush();
    events.emit("ready", undefined);
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => listeners.add(listener),
    start,
    open,
    close,
    send,
    identify,
    logout,
    on: events.on,
    off: events.off,
    /** The text in the composer, kept over a change of page. */
    draftText: (text?: string) => text === undefined ? tab.get("text") : tab.set("text", text),
    wasOpen: () => tab.get("open") !== null,
    showHome() {
      set({ view: "home" });
      loadSessions();
    },
    choose(session: Session | null) {
      enter(session?.id ?? null);
      set({ view: "chat" });
    },
    retry(item: Pending) {
      queue.fail(item.client_id);
      set({ pending: queue.list() });
      sender.flush();
    },
    discard(item: Pending) {
      queue.remove(item.client_id);
      set({ pending: queue.list() });
    },
    /** The visitor is writing; told to the server now and then. */
    typing() {
      const { conversation, session } = state;
      if (session?.status !== "active" || conversation !== session.id) return;
      if (Date.now() - typingSent < TYPING_SENT_MILLISECONDS) return;
      typingSent = Date.now();
      api.typing(conversation).catch(() => {/* Not worth a word. */});
    },
  };
}
