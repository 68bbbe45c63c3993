import { transaction } from "../../../../../../../core/db/mod.ts";
import { invalid } from "../../../../../../../core/errors.ts";
import { claimKey, storeAnswer } from "../../../../../../../core/idempotency/mod.ts";
import { reply } from "../../../../../../../core/sessions/mod.ts";
import type { ProjectForm } from "../../../(_parts)/person.ts";

/** The longest reply, in characters; the API's messages have the same limit. */
const MOST_CHARACTERS = 100_000;

/**
 * Stores a reply of the form. The form carries a key that is new with each page, so that a double
 * click, or sending the page again, makes one reply.
 *
 * @throws {AppError} 400 for an empty or endless text, 409 when the session is closed
 */
export async function replyOnce(input: ProjectForm, sessionId: string): Promise<undefined> {
  const { form, services, project, teammate } = input;
  const text = form.text("content");
  const key = form.text("key");
  if (text === "") throw invalid("content", "The reply is empty. Write something first.");
  if (text.length > MOST_CHARACTERS) {
    throw invalid("content", "The reply is too long. Use at most 100,000 characters.", "too_long");
  }
  await transaction(services.sql, async (tx) => {
    if (/^[\w-]{8,80}$/.test(key)) {
      const earlier = await claimKey(tx, project.id, `form:${key}`, sessionId);
      if (earlier) return;
      await storeAnswer(tx, project.id, `form:${key}`, 303, "");
    }
    await reply(tx, project.id, sessionId, teammate, text);
  });
}
