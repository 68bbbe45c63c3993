import type { Db } from "../db/mod.ts";

/** The e-mail address of an account; null for an owner who has none. */
export async function selectEmail(db: Db, accountId: string): Promise<string | null> {
  const [row] = await db<{ email: string }[]>`
    select email from user_accounts where id = ${accountId}`;
  return row?.email ?? null;
}
