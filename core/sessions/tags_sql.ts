import type { Db } from "../db/mod.ts";

/** The tags a project defined for itself, in its own order. */
export async function customTags(sql: Db, projectId: string): Promise<string[]> {
  const [row] = await sql<{ tags: unknown }[]>`
    select settings -> 'tags' as tags from projects where id = ${projectId}`;
  return Array.isArray(row?.tags) ? row.tags.filter((tag) => typeof tag === "string") : [];
}
