import type { Db } from "../db/mod.ts";

/**
 * Makes everything that could create the first account wait for each other, until the transaction
 * ends. Reading goes on.
 */
export async function lockSetup(tx: Db): Promise<void> {
  await tx`lock table access_setup_tokens in share row exclusive mode`;
}

/** Adds a set-up token. */
export async function insertSetupToken(db: Db, hash: string, at: Date): Promise<void> {
  await db`insert into access_setup_tokens (token_hash, created_at) values (${hash}, ${at})`;
}

/** Whether there is such a token. */
export async function hasSetupToken(db: Db, hash: string): Promise<boolean> {
  const rows = await db`select from access_setup_tokens where token_hash = ${hash}`;
  return rows.length > 0;
}

/** Keeps the newest tokens and deletes the rest. */
export async function keepNewestSetupTokens(db: Db, count: number): Promise<void> {
  await db`
    delete from access_setup_tokens where token_hash not in (
      select token_hash from access_setup_tokens order by created_at desc, token_hash limit ${count}
    )`;
}

/** Deletes every set-up token: somebody has an account now. */
export async function deleteSetupTokens(db: Db): Promise<void> {
  await db`delete from access_setup_tokens`;
}
