import type { Db } from "../db/mod.ts";
import type { Plan, Project } from "./projects_model.ts";

/** Adds a project; false when the id is taken. */
export async function insertProject(
  db: Db,
  project: { id: string; name: string; plan?: Plan; at: Date },
): Promise<boolean> {
  const rows = await db`
    insert into projects (id, name, plan, created_at, updated_at)
    values (
      ${project.id}, ${project.name}, coalesce(${project.plan ?? null}, 'unlimited'),
      ${project.at}, ${project.at}
    )
    on conflict (id) do nothing returning id`;
  return rows.length > 0;
}

/** One project, or null. */
export async function selectProject(db: Db, projectId: string): Promise<Project | null> {
  const [row] = await db<Project[]>`
    select id, name, plan, settings, created_at as "createdAt", updated_at as "updatedAt"
    from projects where id = ${projectId}`;
  return row ?? null;
}

/** Every project, oldest first. */
export async function selectProjects(db: Db): Promise<Project[]> {
  return await db<Project[]>`
    select id, name, plan, settings, created_at as "createdAt", updated_at as "updatedAt"
    from projects order by created_at, id`;
}

/** Changes name, plan or settings; settings are merged, a null removes its key. */
export async function patchProject(
  db: Db,
  projectId: string,
  patch: { name?: string; plan?: Plan; settings?: Record<string, unknown> },
  at: Date,
): Promise<Project | null> {
  const settings = patch.settings ?? {};
  const removed = Object.keys(settings).filter((key) => settings[key] === null);
  const kept = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
  const [row] = await db<Project[]>`
    update projects set
      name = coalesce(${patch.name ?? null}, name),
      plan = coalesce(${patch.plan ?? null}, plan),
      settings = (settings || ${db.json(kept as never)}) - ${removed}::text[],
      updated_at = ${at}
    where id = ${projectId}
    returning id, name, plan, settings, created_at as "createdAt", updated_at as "updatedAt"`;
  return row ?? null;
}

/** Deletes a project with everything that refers to it; false when there is none. */
export async function deleteProjectRow(db: Db, projectId: string): Promise<boolean> {
  const rows = await db`delete from projects where id = ${projectId} returning id`;
  return rows.length > 0;
}
