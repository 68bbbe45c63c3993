import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import { type Db, transaction } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { createProject, findProject, listProjects } from "../projects/mod.ts";
import { addUser } from "./accounts.ts";
import { hasUsers } from "./accounts_sql.ts";
import { checkChosenKey, createKey } from "./api_keys.ts";
import { selectKeyByHash } from "./api_keys_sql.ts";
import { checkPassword, cleanEmail, cleanName } from "./identity.ts";
import { insertMember } from "./members_sql.ts";
import type { AccessContext } from "./setup.ts";
import { lockSetup } from "./setup_sql.ts";

/** What the environment may say about the first start; empty texts count as not set. */
export interface BootstrapSettings {
  /** HISSUNO_ADMIN_EMAIL */
  adminEmail?: string | null;
  /** HISSUNO_ADMIN_PASSWORD */
  adminPassword?: string | null;
  /** HISSUNO_PROJECT: the project's name, or its id when it begins with `proj_`. */
  project?: string | null;
  /** HISSUNO_API_KEY: becomes a key with full scope, exactly as it is. */
  apiKey?: string | null;
}

/** What the first start made, or found. */
export interface Bootstrap {
  /** The project of the settings, when there is one; printed at the start. */
  projectId: string | null;
  /** Whether this start made it. */
  created: boolean;
}

const defaultProjectName = "My project";
const projectIdShape = /^proj_[A-Za-z0-9_-]{1,60}$/;

/**
 * Makes what the environment asks for when the database has neither people nor projects: the first
 * admin, a project they own, and exactly that API key; each is optional. On a database in use it makes
 * nothing and only finds the project again, so that every restart, and every replica, may call it.
 *
 * @throws AppError 400 with a sentence that names the variable; also on a database in use, so that a
 * mistake shows at the first start after it was made
 */
export async function bootstrap(
  context: AccessContext,
  settings: BootstrapSettings,
  at: Date = now(),
): Promise<Bootstrap> {
  const wanted = checkBootstrap(settings);
  if (!wanted.email && !wanted.project && !wanted.apiKey) {
    return { projectId: null, created: false };
  }
  if (!await isEmpty(context.sql)) return await existing(context.sql, wanted);
  const admin = wanted.email
    ? await context.accounts.prepareUser({
      email: wanted.email,
      name: wanted.email.split("@")[0]!,
      password: wanted.password!,
    })
    : null;
  return await transaction(context.sql, async (tx) => {
    // Replicas that start together on an empty database wait here for the first one.
    await lockSetup(tx);
    if (!await isEmpty(tx)) return await existing(tx, wanted);
    const { id: projectId } = await createProject(tx, {
      id: wanted.projectId,
      name: wanted.projectName,
    }, at);
    if (admin) {
      const user = await addUser(tx, admin, at);
      await insertMember(tx, projectId, user.id, "owner", at);
    }
    if (wanted.apiKey) {
      const name = "HISSUNO_API_KEY";
      await createKey(tx, { projectId, name, scope: "full", key: wanted.apiKey }, at);
    }
    return { projectId, created: true };
  });
}

interface Wanted {
  email?: string;
  password?: string;
  project?: string;
  projectId?: string;
  projectName: string;
  apiKey?: string;
}

/**
 * Checks the settings without touching the database.
 *
 * @throws AppError 400 with a sentence that names the variable
 */
export function checkBootstrap(settings: BootstrapSettings): Wanted {
  const email = settings.adminEmail?.trim() || undefined;
  const password = settings.adminPassword || undefined;
  const project = settings.project?.trim() || undefined;
  const apiKey = settings.apiKey?.trim() || undefined;
  if (email && !password) {
    throw invalid(
      "HISSUNO_ADMIN_PASSWORD",
      "HISSUNO_ADMIN_EMAIL is set without HISSUNO_ADMIN_PASSWORD. Set both or none.",
    );
  }
  if (password && !email) {
    throw invalid(
      "HISSUNO_ADMIN_EMAIL",
      "HISSUNO_ADMIN_PASSWORD is set without HISSUNO_ADMIN_EMAIL. Set both or none.",
    );
  }
  const named = project !== undefined && !project.startsWith("proj_");
  const wanted: Wanted = {
    project,
    projectId: named ? undefined : project,
    projectName: named ? project : defaultProjectName,
    apiKey,
  };
  naming("HISSUNO_API_KEY", () => apiKey && checkChosenKey(apiKey, "HISSUNO_API_KEY"));
  naming("HISSUNO_PROJECT", () => {
    cleanName(wanted.projectName, "HISSUNO_PROJECT", "The project's name");
    if (wanted.projectId && !projectIdShape.test(wanted.projectId)) {
      throw invalid("HISSUNO_PROJECT", "Use a name, or proj_ and up to 60 letters and digits.");
    }
  });
  if (email) {
    wanted.email = naming("HISSUNO_ADMIN_EMAIL", () => cleanEmail(email));
    naming("HISSUNO_ADMIN_PASSWORD", () => checkPassword(password, "password", wanted.email));
    wanted.password = password;
  }
  return wanted;
}

/** Runs a check; its sentence begins with the variable when it fails. */
function naming<T>(variable: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    const sentence = (error as Error).message;
    if (sentence.startsWith(variable)) throw error;
    throw invalid(variable, `${variable} is not valid. ${sentence}`);
  }
}

async function isEmpty(db: Db): Promise<boolean> {
  return !await hasUsers(db) && (await listProjects(db)).length === 0;
}

/** The project that the settings mean on a database in use: by its key, its id or its name. */
async function existing(db: Db, wanted: Wanted): Promise<Bootstrap> {
  const key = wanted.apiKey ? await selectKeyByHash(db, await sha256Hex(wanted.apiKey)) : null;
  if (key) return { projectId: key.projectId, created: false };
  if (wanted.projectId) {
    const project = await findProject(db, wanted.projectId);
    return { projectId: project?.id ?? null, created: false };
  }
  const projects = await listProjects(db);
  const project = projects.find((one) => one.name === wanted.projectName);
  return { projectId: project?.id ?? null, created: false };
}
