import type { WireMessage } from "./chat_model.ts";

/** What became of a reply. */
export type SendResult = { message: WireMessage } | { error: string };

/**
 * Sends a teammate's reply. The same key sent again, after a lost answer, makes no second message.
 *
 * @param address the session in the API
 */
export async function sendReply(address: string, key: string, text: string): Promise<SendResult> {
  try {
    const answer = await fetch(`${address}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({ role: "assistant", content: text }),
    });
    const body = await answer.json();
    if (answer.ok) return { message: body.message };
    return { error: String(body.error ?? "The reply was refused. Reload the page and try again.") };
  } catch {
    return { error: "No connection. The reply is kept here; try again when you are back." };
  }
}
