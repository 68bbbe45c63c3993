/** What the tests of core/access share. */
import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { newId } from "../id.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import { insertUser, type User } from "./accounts_sql.ts";
import { insertMember } from "./members_sql.ts";
import type { Role } from "./roles.ts";
import type { ThrottleLimits } from "./sign_in_throttle.ts";

/** A password that the rules accept. */
export const password = "correct horse battery";

/** Accounts on a test's database. */
export function testAccounts(
  sql: Sql,
  options: { publicUrl?: string; throttle?: ThrottleLimits } = {},
): Accounts {
  return createAccounts({
    sql,
    secret: { current: "a secret of the tests, long enough for anything", previous: [] },
    publicUrl: "http://localhost:8000",
    ...options,
  });
}

/** Expects an expected failure with a status and a sentence. */
export async function refused(
  work: Promise<unknown>,
  status: number,
  sentence = /^[A-Z]/,
): Promise<AppError> {
  const error = await work.then(() => null, (error) => error);
  assert.ok(error instanceof AppError, `Expected a refusal, got ${error?.stack ?? "success"}`);
  assert.equal(error.status, status, error.message);
  assert.match(error.message, sentence);
  return error;
}

/** A project with one person for each role named; without passwords, which take long to hash. */
export async function testProject<Name extends string>(
  sql: Sql,
  people: Record<Name, Role>,
): Promise<{ projectId: string } & Record<Name, User>> {
  const projectId = newId("proj");
  await sql`insert into projects (id, name) values (${projectId}, 'Test project')`;
  const users: Record<string, User> = {};
  for (const [name, role] of Object.entries(people)) {
    users[name] = await testUser(sql, name);
    await insertMember(sql, projectId, users[name].id, role as Role, new Date());
  }
  return { projectId, ...users } as { projectId: string } & Record<Name, User>;
}

/** Someone with an account that nobody can sign in to. */
export async function testUser(sql: Sql, name: string): Promise<User> {
  const id = newId("usr");
  const user = { id, email: `${name}.${id}@example.com`, name };
  await insertUser(sql, { ...user, credentialId: id, passwordHash: "none", at: new Date() });
  return user;
}

/** A request with the cookies that an answer has set. */
export function withCookies(cookies: string[], path = "/"): Request {
  const cookie = cookies.map((line) => line.split(";")[0]).join("; ");
  return new Request(`http://localhost:8000${path}`, { headers: { cookie } });
}
