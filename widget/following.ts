import type { Api, ApiError } from "./api.ts";
import type { StreamEvents } from "./protocol.ts";
import { isLocal } from "./queue.ts";
import { type Action, extendDraft, type State } from "./state.ts";
import { type LiveStream, openStream } from "./stream.ts";

const HIDDEN_MILLISECONDS = 60_000;
const TYPING_SHOWN_MILLISECONDS = 6_000;

/** What following a conversation needs and tells. */
export interface FollowingOptions {
  api: Api;
  state(): State;
  dispatch(action: Action): void;
  /** The server will not give this conversation. */
  onRefused(conversation: string, error: ApiError): void;
}

/** Keeps the stream of the shown conversation open for as long as somebody may look at it. */
export function createFollowing({ api, state, dispatch, onRefused }: FollowingOptions) {
  let stream: LiveStream | null = null;
  let followed: string | null = null;
  let suspended = false;
  let hiddenTimer = 0;
  let typingTimer = 0;

  /** The session whose stream should be open now, or null. */
  function wanted(): string | null {
    const { conversation, session, refused, open } = state();
    if (!conversation || isLocal(conversation) || suspended || refused) return null;
    return open || session?.status !== "closed" ? conversation : null;
  }

  /** Opens, changes or closes the stream as the state demands. */
  function update(): void {
    const conversation = wanted();
    if (conversation === followed) return;
    stream?.stop();
    followed = conversation;
    stream = conversation === null ? null : openStream({
      open: (signal) => api.stream(conversation, signal),
      onEvent: (name, data) => receive(name as keyof StreamEvents, data),
      onAttempt: (failures) => dispatch({ type: "set", values: { failures } }),
      onRefused(error) {
        followed = stream = null;
        onRefused(conversation, error);
      },
    });
  }

  /** Applies an event; false when something before it is missing. */
  function receive(name: keyof StreamEvents, data: unknown): boolean | void {
    const value = data as never;
    switch (name) {
      case "snapshot":
        return dispatch({ type: "snapshot", snapshot: value });
      case "message":
        return dispatch({ type: "message", ...(value as StreamEvents["message"]) });
      case "session":
        return dispatch({ type: "session", ...(value as StreamEvents["session"]) });
      case "draft":
        if (!extendDraft(state().draft, value)) return false;
        return dispatch({ type: "draft", piece: value });
      case "draft_end":
        return dispatch({
          type: "draft_end",
          messageId: (value as StreamEvents["draft_end"]).message_id,
        });
      case "typing":
        clearTimeout(typingTimer);
        typingTimer = setTimeout(
          () => dispatch({ type: "set", values: { typing: null } }),
          TYPING_SHOWN_MILLISECONDS,
        ) as unknown as number;
        return dispatch({ type: "set", values: { typing: value } });
    }
  }

  function suspend(): void {
    suspended = true;
    update();
  }

  function onVisibility(): void {
    clearTimeout(hiddenTimer);
    // A hidden tab gives its connection back after a while: browsers allow few per server.
    if (document.hidden) {
      hiddenTimer = setTimeout(suspend, HIDDEN_MILLISECONDS) as unknown as number;
    } else {
      suspended = false;
      update();
      stream?.wake();
      // What came while nobody looked is seen now.
      dispatch({ type: "set", values: {} });
    }
  }

  return {
    update,
    /** Reconnects at once instead of later. */
    wake: () => stream?.wake(),
    /** Follows the page's coming and going. */
    start(): void {
      document.addEventListener("visibilitychange", onVisibility);
      addEventListener("pageshow", onVisibility);
      // An open stream would keep the page out of the back/forward cache.
      addEventListener("pagehide", suspend);
      update();
    },
  };
}
