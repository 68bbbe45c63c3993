import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import {
  createProject,
  deleteProject,
  type Project,
  type ProjectPatch,
  updateProject,
} from "../projects/mod.ts";
import { tellKeysOver } from "./api_keys_sql.ts";
import { type KeyCache, keyCache } from "./key_cache.ts";
import { requireAction } from "./members.ts";
import { insertMember } from "./members_sql.ts";

/**
 * Creates a project with its first owner.
 *
 * @throws AppError 400 for a bad name
 */
export async function createOwnedProject(
  db: Sql | Tx,
  input: { name: string; userId: string },
  at: Date = now(),
): Promise<Project> {
  return await transaction(db, async (tx) => {
    const project = await createProject(tx, { name: input.name }, at);
    await insertMember(tx, project.id, input.userId, "owner", at);
    return project;
  });
}

/**
 * Renames a project or changes its settings, as one of its members. The plan is the operator's.
 *
 * @throws AppError 400 for bad values, 403 when the actor's role is not enough, 404 for strangers
 */
export async function updateOwnedProject(
  sql: Sql,
  input: { projectId: string; actorId: string; patch: Omit<ProjectPatch, "plan"> },
  at: Date = now(),
): Promise<Project> {
  const { projectId, actorId: userId } = input;
  await requireAction(sql, { projectId, userId, action: "manage_project" });
  const { name, settings } = input.patch;
  return await updateProject(sql, projectId, { name, settings }, at);
}

/**
 * Deletes a project with everything in it, as one of its owners; its keys stop at once.
 *
 * @throws AppError 403 when the actor's role is not enough, 404 for strangers
 */
export async function deleteOwnedProject(
  sql: Sql,
  input: { projectId: string; actorId: string },
  cache: KeyCache = keyCache,
): Promise<void> {
  const { projectId, actorId: userId } = input;
  const hashes = await transaction(sql, async (tx) => {
    await requireAction(tx, { projectId, userId, action: "delete_project" });
    const over = await tellKeysOver(tx, projectId);
    await deleteProject(tx, projectId);
    return over;
  });
  for (const hash of hashes) cache.invalidate(hash);
}
