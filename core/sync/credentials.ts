import { seal, type Secret, unseal } from "../crypto.ts";
import { CredentialError } from "../contract/mod.ts";
import { messageOf } from "../errors.ts";

/** What credentials are encrypted for: the key is derived for this alone. */
export const PURPOSE = "connection credentials";

/** Which connection credentials belong to: sealed ones do not open in another row. */
const placeOf = (projectId: string, connectionId: string) => `${projectId}/${connectionId}`;

/** Credentials, encrypted for one connection. */
export async function sealSecret(
  secret: Secret,
  projectId: string,
  connectionId: string,
  credentials: unknown,
): Promise<string> {
  return await seal(secret, PURPOSE, JSON.stringify(credentials), placeOf(projectId, connectionId));
}

/**
 * The credentials of a connection.
 *
 * @throws {CredentialError} when they were sealed with another HISSUNO_SECRET or changed
 */
export async function openSecret(
  secret: Secret,
  connection: { project_id: string; id: string; secret: string },
): Promise<unknown> {
  const place = placeOf(connection.project_id, connection.id);
  try {
    return JSON.parse(await unseal(secret, PURPOSE, connection.secret, place));
  } catch (error) {
    throw new CredentialError(`The stored credentials cannot be read: ${messageOf(error)}.`);
  }
}
