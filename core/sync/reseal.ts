import { needsResealing, type Secret } from "../crypto.ts";
import type { Sql } from "../db/mod.ts";
import { replaceSecret, selectSecrets } from "./connections_sql.ts";
import { openSecret, PURPOSE, sealSecret } from "./credentials.ts";

/**
 * Encrypts all stored credentials with the newest HISSUNO_SECRET, after which the old one can go.
 *
 * @returns how many there are, and how many were encrypted anew
 */
export async function resealCredentials(
  sql: Sql,
  secret: Secret,
): Promise<{ total: number; resealed: number }> {
  const rows = await selectSecrets(sql);
  let resealed = 0;
  for (const row of rows) {
    if (!await needsResealing(secret, PURPOSE, row.secret)) continue;
    const credentials = await openSecret(secret, row);
    await replaceSecret(sql, row, await sealSecret(secret, row.project_id, row.id, credentials));
    resealed++;
  }
  return { total: rows.length, resealed };
}
