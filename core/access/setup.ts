import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { randomToken } from "../id.ts";
import { createProject } from "../projects/mod.ts";
import { type Accounts, addUser } from "./accounts.ts";
import { hasUsers, type User } from "./accounts_sql.ts";
import { cleanName } from "./identity.ts";
import { adoptOrphanedProjects, insertMember } from "./members_sql.ts";
import { hasSetupToken, insertSetupToken, keepNewestSetupTokens, lockSetup } from "./setup_sql.ts";

/** What use-cases that create people work with. */
export interface AccessContext {
  sql: Sql;
  accounts: Accounts;
}

/** What the first person fills in. */
export interface Setup {
  /** From the link. */
  token: string;
  email: string;
  name: string;
  password: string;
  /** Not needed when the operator has made a project already: the first person then owns that. */
  projectName?: string;
}

/** Links of so many starts stay usable, for replicas and restarts. */
const keptTokens = 20;

/**
 * A token for the one-time set-up link, or null once anyone has an account. Every start issues its
 * own, because only hashes are stored; those printed before stay good until the first account exists.
 */
export async function issueSetupToken(sql: Sql, at: Date = now()): Promise<string | null> {
  if (await hasUsers(sql)) return null;
  return await transaction(sql, async (tx) => {
    await lockSetup(tx);
    if (await hasUsers(tx)) return null;
    const token = randomToken(32);
    await insertSetupToken(tx, await sha256Hex(token), at);
    await keepNewestSetupTokens(tx, keptTokens);
    return token;
  });
}

/** Whether a set-up link can still be used; for the page behind it. */
export async function isSetupOpen(sql: Sql, token: string): Promise<boolean> {
  return await hasSetupToken(sql, await sha256Hex(token)) && !await hasUsers(sql);
}

/**
 * Creates the first person with the first project, as its owner: all of it or nothing. Projects that
 * the operator made before, and that nobody owns, become theirs instead of a new one.
 *
 * @throws AppError 400 for bad values, 403 when the link was used or is wrong
 */
export async function redeemSetup(
  context: AccessContext,
  input: Setup,
  at: Date = now(),
): Promise<{ user: User; projectId: string }> {
  const hash = await sha256Hex(String(input.token));
  // Before the password is hashed, so that nobody without a link can make us work.
  if (!await hasSetupToken(context.sql, hash)) throw linkUsed();
  const prepared = await context.accounts.prepareUser(input);
  return await transaction(context.sql, async (tx) => {
    await lockSetup(tx);
    if (!await hasSetupToken(tx, hash) || await hasUsers(tx)) throw linkUsed();
    const user = await addUser(tx, prepared, at);
    const [adopted] = await adoptOrphanedProjects(tx, user.id, at);
    if (adopted) return { user, projectId: adopted };
    const name = cleanName(input.projectName, "project_name", "The project's name");
    const project = await createProject(tx, { name }, at);
    await insertMember(tx, project.id, user.id, "owner", at);
    return { user, projectId: project.id };
  });
}

function linkUsed(): AppError {
  return new AppError(
    "This set-up link has been used or is not valid. Sign in, or restart the server for a new link while nobody has an account.",
    { code: "link_used", status: 403 },
  );
}
