/** The customer's widget shows it for six seconds. */
const SAID_EVERY_MILLISECONDS = 3_000;

/**
 * Makes a function that tells the customer that somebody is writing, at most every three seconds.
 *
 * @param address the session in the API
 */
export function typingTeller(address: string): () => void {
  let saidAt = -Infinity;
  return () => {
    if (performance.now() - saidAt < SAID_EVERY_MILLISECONDS) return;
    saidAt = performance.now();
    fetch(`${address}/typing`, { method: "POST" }).catch(() => {/* Not worth a word. */});
  };
}
