import type { Db, Tx } from "../db/mod.ts";

/** The package every project has. */
export const DEFAULT_PACKAGE = "pack_default";

/** A named set of sources. */
export interface KnowledgePackage {
  id: string;
  project_id: string;
  name: string;
  description: string;
  /** Used where no other is chosen; it cannot be deleted. */
  is_default: boolean;
  source_count: number;
  passage_count: number;
  created_at: Date;
  updated_at: Date;
}

const columns = (db: Db) =>
  db`package.project_id, package.id, package.name, package.description,
    package.id = ${DEFAULT_PACKAGE} as is_default, package.created_at, package.updated_at,
    coalesce(held.sources, 0)::int as source_count,
    coalesce(held.passages, 0)::int as passage_count`;

const held = (db: Db) =>
  db`left join lateral (
      select count(*) as sources, sum(source.passage_count) as passages
      from knowledge_package_sources member
      join knowledge_sources source
        on source.project_id = member.project_id and source.id = member.source_id
      where member.project_id = package.project_id and member.package_id = package.id
    ) as held on true`;

/** All packages of a project: the default one, then by name. */
export async function selectPackages(db: Db, projectId: string): Promise<KnowledgePackage[]> {
  return await db<KnowledgePackage[]>`
    select ${columns(db)} from knowledge_packages package ${held(db)}
    where package.project_id = ${projectId}
    order by package.id <> ${DEFAULT_PACKAGE}, lower(package.name), package.id`;
}

/** One package, or null. */
export async function selectPackage(
  db: Db,
  projectId: string,
  id: string,
): Promise<KnowledgePackage | null> {
  const [row] = await db<KnowledgePackage[]>`
    select ${columns(db)} from knowledge_packages package ${held(db)}
    where package.project_id = ${projectId} and package.id = ${id}`;
  return row ?? null;
}

/** Adds a package; false when the name is taken. */
export async function insertPackage(
  db: Db,
  one: { projectId: string; id: string; name: string; description: string; at: Date },
): Promise<boolean> {
  const result = await db`
    insert into knowledge_packages (project_id, id, name, description, created_at, updated_at)
    values (${one.projectId}, ${one.id}, ${one.name}, ${one.description}, ${one.at}, ${one.at})
    on conflict do nothing`;
  return result.count > 0;
}

/** Changes a package; false when the name is taken. */
export async function patchPackage(
  db: Db,
  projectId: string,
  id: string,
  patch: { name: string; description: string },
  at: Date,
): Promise<boolean> {
  const result = await db`
    update knowledge_packages package set name = ${patch.name},
      description = ${patch.description}, updated_at = ${at}
    where project_id = ${projectId} and id = ${id} and not exists (
      select from knowledge_packages other
      where other.project_id = ${projectId} and other.id <> ${id}
        and lower(other.name) = lower(${patch.name}))`;
  return result.count > 0;
}

/** Removes a package; its sources stay. */
export async function deletePackageRow(db: Db, projectId: string, id: string): Promise<void> {
  await db`delete from knowledge_packages where project_id = ${projectId} and id = ${id}`;
}

/** Ids of a package's sources. */
export async function selectMembers(
  db: Db,
  projectId: string,
  packageIds: readonly string[],
): Promise<string[]> {
  const rows = await db<{ source_id: string }[]>`
    select distinct source_id from knowledge_package_sources
    where project_id = ${projectId} and package_id = any(${packageIds as string[]})
    order by source_id`;
  return rows.map(({ source_id }) => source_id);
}

/** Makes exactly these sources the package's; unknown ones are left out. */
export async function replaceMembers(
  tx: Tx,
  projectId: string,
  packageId: string,
  sourceIds: readonly string[],
): Promise<void> {
  await tx`
    delete from knowledge_package_sources
    where project_id = ${projectId} and package_id = ${packageId}
      and source_id <> all(${sourceIds as string[]})`;
  await tx`
    insert into knowledge_package_sources (project_id, package_id, source_id)
    select project_id, ${packageId}, id from knowledge_sources
    where project_id = ${projectId} and id = any(${sourceIds as string[]})
    on conflict do nothing`;
}

/** Puts a source into packages; unknown ones are left out. */
export async function joinPackages(
  tx: Tx,
  projectId: string,
  sourceId: string,
  packageIds: readonly string[],
): Promise<void> {
  await tx`
    insert into knowledge_package_sources (project_id, package_id, source_id)
    select project_id, id, ${sourceId} from knowledge_packages
    where project_id = ${projectId} and id = any(${packageIds as string[]})
    on conflict do nothing`;
}

/** Ids of the packages a source is in. */
export async function selectPackagesOf(
  db: Db,
  projectId: string,
  sourceId: string,
): Promise<string[]> {
  const rows = await db<{ package_id: string }[]>`
    select package_id from knowledge_package_sources
    where project_id = ${projectId} and source_id = ${sourceId} order by package_id`;
  return rows.map(({ package_id }) => package_id);
}

/** Takes a source out of the packages that are not named. */
export async function leavePackages(
  tx: Tx,
  projectId: string,
  sourceId: string,
  stay: readonly string[],
): Promise<void> {
  await tx`
    delete from knowledge_package_sources
    where project_id = ${projectId} and source_id = ${sourceId}
      and package_id <> all(${stay as string[]})`;
}

/** Sources that are searched. */
export interface SearchScope {
  /** Null for every source of the project. */
  sourceIds: string[] | null;
  /** How much of the project's passages they hold: 0 to 1. */
  share: number;
}

/** The sources of packages; those of the default one when none of the packages exists. */
export async function selectScope(
  db: Db,
  projectId: string,
  packageIds: readonly string[],
): Promise<SearchScope> {
  const [row] = await db<{ ids: string[]; amount: number; held: number; passages: number }[]>`
    with chosen as (
      select id from knowledge_packages
      where project_id = ${projectId} and id = any(${packageIds as string[]})
    ), used as (
      select id from chosen
      union all select ${DEFAULT_PACKAGE} where not exists (select from chosen)
    ), members as materialized (
      select distinct member.source_id from knowledge_package_sources member
      where member.project_id = ${projectId} and member.package_id in (select id from used)
    )
    select array(select source_id from members) as ids, count(*)::int as amount,
      coalesce(sum(passage_count), 0)::int as passages,
      coalesce(sum(passage_count) filter (where id in (select source_id from members)), 0)::int
        as held
    from knowledge_sources where project_id = ${projectId}`;
  const { ids, amount, held, passages } = row!;
  if (ids.length === amount) return { sourceIds: null, share: 1 };
  return { sourceIds: ids, share: passages > 0 ? held / passages : 0 };
}
