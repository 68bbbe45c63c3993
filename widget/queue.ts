import type { Page } from "./protocol.ts";
import type { Store } from "./storage.ts";

/** A message that the server has not confirmed yet. */
export interface Pending {
  client_id: string;
  /** The session it was written in, or the local name of one that does not exist yet. */
  conversation: string;
  text: string;
  page: Page;
  /** Milliseconds since 1970. */
  at: number;
  /** Why the server refused it; waits for the visitor's decision. */
  failed?: string;
}

/** A conversation that the server does not know yet has a local name. */
export function isLocal(conversation: string): boolean {
  return conversation.startsWith("new:");
}

/** The messages on their way, oldest first, shared by all tabs of the page's origin. */
export interface Queue {
  list(): Pending[];
  add(item: Pending): void;
  remove(clientId: string): void;
  /** Keeps the message with the reason shown beside it; no reason means: send it again. */
  fail(clientId: string, reason?: string): void;
  /** What was written in `from` belongs to `to`: the server made or changed the session. */
  rename(from: string, to: string): void;
  clear(): void;
}

function isPending(value: unknown): value is Pending {
  const item = value as Pending;
  return !!item && typeof item.client_id === "string" && typeof item.text === "string" &&
    typeof item.conversation === "string" && typeof item.page === "object";
}

/** The queue kept in `storage`; what cannot be read there counts as empty. */
export function createQueue(storage: Store): Queue {
  function list(): Pending[] {
    try {
      const value = JSON.parse(storage.get("queue") ?? "[]");
      return Array.isArray(value) ? value.filter(isPending) : [];
    } catch {
      return [];
    }
  }
  const write = (items: Pending[]) =>
    storage.set("queue", items.length ? JSON.stringify(items) : null);
  return {
    list,
    add: (item) => write([...list(), item]),
    remove: (id) => write(list().filter((item) => item.client_id !== id)),
    fail: (id, reason) =>
      write(list().map((item) => item.client_id === id ? { ...item, failed: reason } : item)),
    rename: (from, to) =>
      write(
        list().map((item) => item.conversation === from ? { ...item, conversation: to } : item),
      ),
    clear: () => write([]),
  };
}
