import { BUILT_IN_TAGS } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { customTags } from "./tags_sql.ts";

/** Every tag a project knows: the built-in ones, then its own. */
export async function projectTags(sql: Db, projectId: string): Promise<string[]> {
  return [...BUILT_IN_TAGS, ...await customTags(sql, projectId)];
}

/** @throws {AppError} 400 that names the unknown tag and the valid ones; nothing is dropped silently */
export async function assertTags(sql: Db, projectId: string, tags: string[]): Promise<void> {
  const builtIn: readonly string[] = BUILT_IN_TAGS;
  if (tags.every((tag) => builtIn.includes(tag))) return;
  const valid = await projectTags(sql, projectId);
  const unknown = tags.find((tag) => !valid.includes(tag));
  if (unknown !== undefined) {
    throw invalid(
      "tags",
      `Unknown tag "${unknown.slice(0, 64)}". Valid tags: ${valid.join(", ")}.`,
      "unknown_tag",
    );
  }
}
