import type { Message, Session } from "./protocol.ts";

/** What `Hissuno.on` can listen to, and what the listener gets. */
export interface Events {
  /** The panel is there and answers to calls. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** A message was added to the conversation, by whomever. */
  message: Message;
  /** The conversation began or changed: status, takeover. */
  session: Session;
  /** A teammate took the conversation over. */
  takeover: Session;
}

type Listener = (value: never) => void;

/** Listeners by event. A listener that throws is reported and harms nobody else. */
export function createEmitter() {
  const listeners = new Map<string, Set<Listener>>();
  return {
    on(name: string, listener: Listener) {
      if (typeof listener !== "function") return;
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
    },
    off(name: string, listener: Listener) {
      listeners.get(name)?.delete(listener);
    },
    emit<Name extends keyof Events>(name: Name, value: Events[Name]) {
      listeners.get(name)?.forEach((listener) => {
        try {
          listener(value as never);
        } catch (error) {
          console.error(error);
        }
      });
    },
  };
}
