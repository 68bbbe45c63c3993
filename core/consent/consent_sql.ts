import type { Db } from "../db/mod.ts";

/** A consent that was begun, as it is stored. */
export interface ConsentRow {
  state_hash: string;
  project_id: string;
  user_id: string;
  source: string;
  connection_id: string | null;
  /** What was entered, sealed. */
  form: string;
  expires_at: Date;
}

/** Stores a consent that begins. */
export async function insertConsent(sql: Db, row: ConsentRow): Promise<void> {
  await sql`insert into consent_states ${sql(row as never)}`;
}

/** Takes a consent out: whoever asks again, or at the same time, finds nothing. */
export async function takeConsent(sql: Db, stateHash: string): Promise<ConsentRow | null> {
  const [row] = await sql<ConsentRow[]>`
    delete from consent_states where state_hash = ${stateHash}
    returning state_hash, project_id, user_id, source, connection_id, form, expires_at`;
  return row ?? null;
}

/** Forgets consents that ended before a time; how many there were. */
export async function deleteConsentsBefore(sql: Db, before: Date): Promise<number> {
  const result = await sql`delete from consent_states where expires_at < ${before}`;
  return result.count;
}
