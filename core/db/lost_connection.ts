import { log } from "../log.ts";

let listening = false;

/**
 * Keeps the process alive when a connection breaks while it is being made.
 *
 * The driver asks each first connection for the server's array types and leaves that promise to
 * nobody: a server that goes away right then would end us as an unhandled rejection. The driver
 * itself connects again, so a line in the log is all that is needed. Safe to call often.
 */
export function surviveLostConnections(): void {
  if (listening) return;
  listening = true;
  addEventListener("unhandledrejection", (event) => {
    if (!isTypeQuery(event.reason)) return;
    event.preventDefault();
    log.warn("A connection to the database broke while it was being made", {
      error: String(event.reason),
    });
  });
}

function isTypeQuery(reason: unknown): boolean {
  const query = reason instanceof Error ? (reason as Error & { query?: unknown }).query : undefined;
  return typeof query === "string" && query.includes("b.typarray");
}
