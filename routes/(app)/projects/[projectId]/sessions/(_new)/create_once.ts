import type { Conversation } from "../../../../../../core/contract/mod.ts";
import { saveContact } from "../../../../../../core/customers/mod.ts";
import { transaction } from "../../../../../../core/db/mod.ts";
import { claimKey, storeAnswer } from "../../../../../../core/idempotency/mod.ts";
import { ingest } from "../../../../../../core/sessions/mod.ts";
import type { ProjectForm } from "../../(_parts)/person.ts";
import type { NewSessionValues } from "./values.ts";

/**
 * Stores a typed-in session with its contact. The form's key makes a double click one session.
 *
 * @returns the session's id
 * @throws {AppError} 400 naming a field
 */
export async function createOnce(
  { form, services, project }: ProjectForm,
  values: NewSessionValues,
  conversation: Conversation,
): Promise<string> {
  const key = /^[\w-]{8,80}$/.exec(form.text("key"))?.[0];
  return await transaction(services.sql, async (tx) => {
    if (key) {
      const earlier = await claimKey(tx, project.id, `form:${key}`, "new session");
      if (earlier) return earlier.body;
    }
    const contactId = await saveContact(tx, project.id, {
      name: values.customerName,
      email: values.customerEmail,
    });
    const scope = { projectId: project.id, source: "manual" };
    const [result] = await ingest(tx, scope, [{
      ...conversation,
      contactId: contactId ?? undefined,
    }]);
    if (key) await storeAnswer(tx, project.id, `form:${key}`, 303, result!.sessionId);
    return result!.sessionId;
  });
}
