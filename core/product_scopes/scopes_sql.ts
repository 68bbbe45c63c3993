import type { Db, Tx } from "../db/mod.ts";
import { COUNT_CAP, type ProductScope, type ScopeCounts } from "./scopes_model.ts";

const columns = (sql: Db) =>
  sql`p.id, p.project_id, p.name, p.kind, p.parent_id, p.description, p.position, p.created_at,
    p.updated_at`;

/** All scopes of a project. */
export async function selectScopes(sql: Db, projectId: string): Promise<ProductScope[]> {
  const rows = await sql<ProductScope[]>`
    select ${columns(sql)} from product_scopes p where p.project_id = ${projectId} order by p.id`;
  return [...rows];
}

/** As {@link selectScopes}, and holds them: the shape of the tree stays until the transaction ends. */
export async function lockScopes(tx: Tx, projectId: string): Promise<ProductScope[]> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`scopes\n${projectId}`}, 0))`;
  return await selectScopes(tx, projectId);
}

/** One scope, or null. */
export async function selectScope(
  sql: Db,
  projectId: string,
  scopeId: string,
): Promise<ProductScope | null> {
  const [row] = await sql<ProductScope[]>`
    select ${columns(sql)} from product_scopes p
    where p.project_id = ${projectId} and p.id = ${scopeId}`;
  return row ?? null;
}

/** How much belongs to each scope of a project, counted up to the cap. */
export async function selectCounts(
  sql: Db,
  projectId: string,
): Promise<Map<string, ScopeCounts>> {
  const rows = await sql<(ScopeCounts & { id: string })[]>`
    select p.id, s.amount as sessions, i.amount as issues, k.amount as knowledge_sources
    from product_scopes p
    cross join lateral (select count(*)::int as amount from (
      select 1 from session_links l
      where l.project_id = p.project_id and l.kind = 'product_scope' and l.entity_id = p.id
        and not l.is_archived limit ${COUNT_CAP}) as found) as s
    cross join lateral (select count(*)::int as amount from (
      select 1 from issue_scopes o
      where o.project_id = p.project_id and o.scope_id = p.id limit ${COUNT_CAP}) as found) as i
    cross join lateral (select count(*)::int as amount from (
      select 1 from knowledge_source_scopes o
      where o.project_id = p.project_id and o.scope_id = p.id limit ${COUNT_CAP}) as found) as k
    where p.project_id = ${projectId}`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Stores a new scope. */
export async function insertScope(
  tx: Tx,
  projectId: string,
  scope: Omit<ProductScope, "project_id">,
): Promise<void> {
  const { id, name, kind, parent_id, description, position, created_at, updated_at } = scope;
  await tx`
    insert into product_scopes (project_id, id, name, kind, parent_id, description, position,
      created_at, updated_at)
    values (${projectId}, ${id}, ${name}, ${kind}, ${parent_id}, ${description}, ${position},
      ${created_at}, ${updated_at})`;
}

/** Sets columns of one scope. */
export async function updateScopeRow(
  tx: Tx,
  projectId: string,
  scopeId: string,
  change: Record<string, unknown>,
): Promise<void> {
  await tx`
    update product_scopes set ${tx(change as never)}
    where project_id = ${projectId} and id = ${scopeId}`;
}

/** Gives siblings their positions, in the order of their ids here. */
export async function renumberScopes(
  tx: Tx,
  projectId: string,
  ids: string[],
): Promise<void> {
  await tx`
    update product_scopes p set position = wanted.place - 1
    from unnest(${ids}::text[]) with ordinality as wanted(id, place)
    where p.project_id = ${projectId} and p.id = wanted.id and p.position <> wanted.place - 1`;
}

/** Has everything of a scope belong to another one, too. */
export async function copyScopeLinks(
  tx: Tx,
  projectId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await tx`
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at, linked_by, linked_by_id, reason)
    select l.project_id, l.kind, ${toId}, l.session_id, s.is_archived, s.status,
      s.last_activity_at, l.created_at, l.linked_by, l.linked_by_id, l.reason
    from session_links l
    join sessions s on s.project_id = l.project_id and s.id = l.session_id
    where l.project_id = ${projectId} and l.kind = 'product_scope' and l.entity_id = ${fromId}
    on conflict do nothing`;
  await tx`
    insert into issue_scopes (project_id, issue_id, scope_id)
    select project_id, issue_id, ${toId} from issue_scopes
    where project_id = ${projectId} and scope_id = ${fromId} on conflict do nothing`;
  await tx`
    insert into knowledge_source_scopes (project_id, source_id, scope_id)
    select project_id, source_id, ${toId} from knowledge_source_scopes
    where project_id = ${projectId} and scope_id = ${fromId} on conflict do nothing`;
}

/** Removes a scope with its links; what stood below it stands below its parent. */
export async function deleteScopeRow(
  tx: Tx,
  projectId: string,
  scope: ProductScope,
): Promise<void> {
  await tx`
    update product_scopes set parent_id = ${scope.parent_id}
    where project_id = ${projectId} and parent_id = ${scope.id}`;
  await tx`
    delete from session_links
    where project_id = ${projectId} and kind = 'product_scope' and entity_id = ${scope.id}`;
  await tx`delete from product_scopes where project_id = ${projectId} and id = ${scope.id}`;
}

/** The scopes of a session. */
export async function selectSessionScopes(
  sql: Db,
  projectId: string,
  sessionId: string,
): Promise<ProductScope[]> {
  const rows = await sql<ProductScope[]>`
    select ${columns(sql)}
    from session_links l
    join product_scopes p on p.project_id = l.project_id and p.id = l.entity_id
    where l.project_id = ${projectId} and l.session_id = ${sessionId} and l.kind = 'product_scope'
    order by p.name, p.id`;
  return [...rows];
}

/** The ids of the scopes of a knowledge source. */
export async function selectKnowledgeScopes(
  sql: Db,
  projectId: string,
  sourceId: string,
): Promise<string[]> {
  const rows = await sql<{ scope_id: string }[]>`
    select scope_id from knowledge_source_scopes
    where project_id = ${projectId} and source_id = ${sourceId} order by scope_id`;
  return rows.map(({ scope_id }) => scope_id);
}

/**
 * Links a session to exactly these scopes; false when the project has no such session.
 */
export async function replaceSessionScopes(
  tx: Tx,
  projectId: string,
  sessionId: string,
  scopeIds: string[],
  who: { by: "person" | "rule" | "model" | "api"; byId: string | null },
  at: Date,
): Promise<boolean> {
  const [session] = await tx`
    select 1 from sessions where project_id = ${projectId} and id = ${sessionId} for update`;
  if (!session) return false;
  await tx`
    delete from session_links
    where project_id = ${projectId} and session_id = ${sessionId} and kind = 'product_scope'
      and entity_id <> all(${scopeIds}::text[])`;
  await tx`
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at, linked_by, linked_by_id)
    select ${projectId}, 'product_scope', p.id, s.id, s.is_archived, s.status, s.last_activity_at,
      ${at}, ${who.by}, ${who.byId}
    from sessions s join product_scopes p
      on p.project_id = s.project_id and p.id = any(${scopeIds}::text[])
    where s.project_id = ${projectId} and s.id = ${sessionId}
    on conflict do nothing`;
  return true;
}

/** Puts a knowledge source into exactly these scopes; false when the project has no such source. */
export async function replaceKnowledgeScopes(
  tx: Tx,
  projectId: string,
  sourceId: string,
  scopeIds: string[],
): Promise<boolean> {
  const [source] = await tx`
    select 1 from knowledge_sources
    where project_id = ${projectId} and id = ${sourceId} for key share`;
  if (!source) return false;
  await tx`
    delete from knowledge_source_scopes
    where project_id = ${projectId} and source_id = ${sourceId}
      and scope_id <> all(${scopeIds}::text[])`;
  await tx`
    insert into knowledge_source_scopes (project_id, source_id, scope_id)
    select project_id, ${sourceId}, id from product_scopes
    where project_id = ${projectId} and id = any(${scopeIds}::text[])
    on conflict do nothing`;
  return true;
}

/** The ids of the knowledge sources of a scope. */
export async function selectScopeKnowledge(
  sql: Db,
  projectId: string,
  scopeId: string,
): Promise<string[]> {
  const rows = await sql<{ source_id: string }[]>`
    select source_id from knowledge_source_scopes
    where project_id = ${projectId} and scope_id = ${scopeId} order by source_id`;
  return rows.map(({ source_id }) => source_id);
}

/** Has those of the offered sources belong to a scope that are chosen, and no other of them. */
export async function replaceScopeKnowledge(
  tx: Tx,
  projectId: string,
  scopeId: string,
  offered: string[],
  chosen: string[],
): Promise<void> {
  await tx`
    delete from knowledge_source_scopes
    where project_id = ${projectId} and scope_id = ${scopeId}
      and source_id = any(${offered}::text[]) and source_id <> all(${chosen}::text[])`;
  await tx`
    insert into knowledge_source_scopes (project_id, source_id, scope_id)
    select project_id, id, ${scopeId} from knowledge_sources
    where project_id = ${projectId} and id = any(${chosen}::text[])
    on conflict do nothing`;
}
