import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { notFound } from "../errors.ts";
import { isSafeId } from "../access/identity.ts";
import { patchProject } from "./projects_sql.ts";
import { ownTagsOf, withTag } from "./tags_model.ts";
import { countTagUses, lockSettings } from "./tags_sql.ts";

/** Nobody needs to know more exactly how often a tag is used. */
export const tagUsesMaximum = 1_000;

/**
 * Adds a tag to a project's own. Who may do so is the caller's question.
 *
 * @returns the tag as it is stored
 * @throws AppError 400 for a bad tag or one the project has, 404, 409 when it has too many
 */
export async function addTag(
  sql: Sql | Tx,
  projectId: string,
  value: string,
  at: Date = now(),
): Promise<string> {
  const tags = await changeTags(sql, projectId, (tags) => withTag(tags, value), at);
  return tags.at(-1)!;
}

/**
 * Takes a tag out of a project's own; sessions that have it keep it. Removing it again changes
 * nothing.
 *
 * @throws AppError 404
 */
export async function removeTag(
  sql: Sql | Tx,
  projectId: string,
  tag: string,
  at: Date = now(),
): Promise<void> {
  await changeTags(sql, projectId, (tags) => tags.filter((one) => one !== tag), at);
}

/** How many sessions have each of the tags, none above {@link tagUsesMaximum}. */
export async function tagUses(
  db: Db,
  projectId: string,
  tags: string[],
): Promise<Map<string, number>> {
  if (tags.length === 0) return new Map();
  const counts = await countTagUses(db, projectId, tags, tagUsesMaximum);
  return new Map(counts.map(({ tag, uses }) => [tag, uses]));
}

/** Two people may change tags at the same moment, so the row is held between reading and writing. */
async function changeTags(
  sql: Sql | Tx,
  projectId: string,
  change: (tags: string[]) => string[],
  at: Date,
): Promise<string[]> {
  return await transaction(sql, async (tx) => {
    const settings = isSafeId(projectId) ? await lockSettings(tx, projectId) : null;
    if (settings === null) throw notFound("Project");
    const tags = change(ownTagsOf(settings));
    await patchProject(tx, projectId, { settings: { tags } }, at);
    return tags;
  });
}
