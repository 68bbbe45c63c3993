import type { Db } from "../db/mod.ts";

/** Someone with an account. */
export interface User {
  id: string;
  email: string;
  name: string;
}

/** One place where someone is signed in. */
export interface SignedIn {
  id: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Adds a person with a password; false when the address is taken. */
export async function insertUser(
  db: Db,
  user: User & { credentialId: string; passwordHash: string; at: Date },
): Promise<boolean> {
  const rows = await db`
    with added as (
      insert into user_accounts (id, name, email, created_at, updated_at)
      values (${user.id}, ${user.name}, ${user.email}, ${user.at}, ${user.at})
      on conflict (email) do nothing returning id
    )
    insert into account_credentials
      (id, user_id, account_id, provider_id, password, created_at, updated_at)
    select ${user.credentialId}, id, id, 'credential', ${user.passwordHash}, ${user.at}, ${user.at}
    from added returning id`;
  return rows.length > 0;
}

/** The person with that address, or null. */
export async function selectUserByEmail(db: Db, email: string): Promise<User | null> {
  const [row] = await db<User[]>`
    select id, email, name from user_accounts where email = ${email}`;
  return row ?? null;
}

/** The person with that id, or null. */
export async function selectUser(db: Db, userId: string): Promise<User | null> {
  const [row] = await db<User[]>`select id, email, name from user_accounts where id = ${userId}`;
  return row ?? null;
}

/** Everyone with an account, with the number of their projects, oldest first. */
export async function selectUsers(
  db: Db,
): Promise<(User & { projects: number; createdAt: Date })[]> {
  return await db<(User & { projects: number; createdAt: Date })[]>`
    select u.id, u.email, u.name, u.created_at as "createdAt",
      (select count(*)::int from project_members m where m.user_id = u.id) as projects
    from user_accounts u order by u.created_at, u.id`;
}

/** Whether anyone has an account. */
export async function hasUsers(db: Db): Promise<boolean> {
  const [row] = await db<{ some: boolean }[]>`
    select exists (select from user_accounts) as some`;
  return row!.some;
}

/** Sets a password and ends every sign-in and reset link of the person. */
export async function replacePassword(
  db: Db,
  input: { userId: string; credentialId: string; passwordHash: string; at: Date },
): Promise<void> {
  await db`
    insert into account_credentials
      (id, user_id, account_id, provider_id, password, created_at, updated_at)
    values (
      ${input.credentialId}, ${input.userId}, ${input.userId}, 'credential',
      ${input.passwordHash}, ${input.at}, ${input.at}
    )
    on conflict (provider_id, account_id) do update
    set password = excluded.password, updated_at = excluded.updated_at`;
  await deleteSignIns(db, input.userId);
  await db`delete from account_reset_links where user_id = ${input.userId}`;
}

/** Changes how a person is called. */
export async function renameUser(db: Db, userId: string, name: string, at: Date): Promise<void> {
  await db`
    update user_accounts set name = ${name}, updated_at = ${at} where id = ${userId}`;
}

/** Ends every sign-in of a person. */
export async function deleteSignIns(db: Db, userId: string): Promise<void> {
  await db`delete from account_sessions where user_id = ${userId}`;
}

/** Who is signed in with a session's token, or null when it has ended. */
export async function selectVisitor(
  db: Db,
  token: string,
  at: Date,
): Promise<(User & { sessionId: string }) | null> {
  const [row] = await db<(User & { sessionId: string })[]>`
    select u.id, u.email, u.name, s.id as "sessionId"
    from account_sessions s join user_accounts u on u.id = s.user_id
    where s.token = ${token} and s.expires_at > ${at}`;
  return row ?? null;
}

/** Where a person is signed in now, newest first. */
export async function selectSignIns(db: Db, userId: string, at: Date): Promise<SignedIn[]> {
  return await db<SignedIn[]>`
    select id, ip_address as "ipAddress", user_agent as "userAgent", created_at as "createdAt",
      expires_at as "expiresAt"
    from account_sessions where user_id = ${userId} and expires_at > ${at}
    order by created_at desc, id`;
}

/** Deletes what has expired; for a job that runs now and then. */
export async function deleteExpired(db: Db, at: Date): Promise<void> {
  await db`delete from account_sessions where expires_at < ${at}`;
  await db`delete from account_verifications where expires_at < ${at}`;
  await db`delete from account_reset_links where expires_at < ${at}`;
  const dayAgo = new Date(at.getTime() - 24 * 3600_000);
  await db`delete from sign_in_attempts where window_start < ${dayAgo}`;
}
