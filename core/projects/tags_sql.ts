import type { Db } from "../db/mod.ts";

/** The settings of a project, held until the transaction ends; null when there is none. */
export async function lockSettings(
  tx: Db,
  projectId: string,
): Promise<Record<string, unknown> | null> {
  const [row] = await tx<{ settings: Record<string, unknown> }[]>`
    select settings from projects where id = ${projectId} for no key update`;
  return row?.settings ?? null;
}

/** How many sessions have each tag, counted up to `most`; tags without sessions are left out. */
export async function countTagUses(
  db: Db,
  projectId: string,
  tags: string[],
  most: number,
): Promise<{ tag: string; uses: number }[]> {
  return await db<{ tag: string; uses: number }[]>`
    select wanted.tag, used.uses from unnest(${tags}::text[]) as wanted (tag)
    cross join lateral (
      select count(*)::int as uses from (
        select from session_tags t
        where t.project_id = ${projectId} and t.tag = wanted.tag limit ${most}
      ) as found
    ) as used
    where used.uses > 0`;
}
