import { seal, type Secret, unseal } from "../../core/crypto.ts";
import type { Operation } from "./operation.ts";

const PURPOSE = "secret in a remembered answer";

/**
 * An answer as it is remembered for repeats of its `Idempotency-Key`: a secret in it is sealed, so
 * that none lies readable in the database.
 *
 * @param place what the answer belongs to
 */
export async function sealAnswer(
  operation: Operation,
  body: unknown,
  secret: Secret,
  place: string,
): Promise<unknown> {
  return await changed(operation, body, (text) => seal(secret, PURPOSE, text, place));
}

/** The answer as it was before {@link sealAnswer}. */
export async function openAnswer(
  operation: Operation,
  body: unknown,
  secret: Secret,
  place: string,
): Promise<unknown> {
  return await changed(operation, body, (text) => unseal(secret, PURPOSE, text, place));
}

async function changed(
  { secretField }: Operation,
  body: unknown,
  change: (text: string) => Promise<string>,
): Promise<unknown> {
  if (!secretField || typeof body !== "object" || body === null) return body;
  const text = (body as Record<string, unknown>)[secretField];
  return typeof text === "string" ? { ...body, [secretField]: await change(text) } : body;
}
