import type { Db, Tx } from "../../db/mod.ts";
import { ERASED } from "./redact_model.ts";

/** Events that may hold words of somebody, as the index of them has it; the others hold ids and numbers. */
const withTexts = (db: Db) =>
  db`((session_id is null and type <> 'contact.created') or data ? 'needs_human')`;

/**
 * Removes the events that hold words of these sessions, and those of a contact and of the contacts that
 * were merged into it; how many there were.
 */
export async function deleteEvents(
  tx: Tx,
  projectId: string,
  sessionIds: string[],
  contactId: string,
): Promise<number> {
  const ofSessions = await tx`
    delete from events
    where project_id = ${projectId} and session_id = any(${sessionIds}) and ${withTexts(tx)}`;
  const merged = await tx<{ id: string }[]>`
    select gone_id as id from customer_merges
    where project_id = ${projectId} and kept_id = ${contactId}`;
  const contactIds = [contactId, ...merged.map(({ id }) => id)];
  const ofContact = await tx`
    delete from events
    where project_id = ${projectId} and type = 'contact.created'
      and data ->> 'contact_id' = any(${contactIds}::text[])`;
  return ofSessions.count + ofContact.count;
}

/**
 * Tables that are looked after one by one, that belong to the team, that are its published texts, or that
 * hold nothing but ids, numbers and words of ours.
 */
const LEFT_ALONE = new Set(
  ("sessions messages session_search session_tags session_links session_counts contacts companies " +
    "contact_identities company_identities customer_activity customer_counts customer_erasures " +
    "customer_import_rows customer_merges idempotency_keys projects project_members invitations " +
    "api_keys connections consent_states product_scopes erased_conversations session_facts " +
    "analytics_states notifications").split(" "),
);

/** A table with texts that may name a person. */
export interface SweptTable {
  table: string;
  columns: { name: string; type: string }[];
  /** Whether its rows belong to sessions. */
  isOfSessions: boolean;
}

/** Every table with project_id and columns of text that nothing else looks after. */
export async function sweptTables(db: Db): Promise<SweptTable[]> {
  const rows = await db<SweptTable[]>`
    select c.relname::text as table,
      jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname) order by a.attname)
        as columns,
      exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'session_id'
        and not s.attisdropped) as "isOfSessions"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    join pg_type t on t.oid = a.atttypid
    where c.relnamespace = current_schema()::text::regnamespace and c.relkind in ('r', 'p')
      and t.typname in ('text', 'varchar', 'jsonb', '_text')
      and exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'project_id'
        and not p.attisdropped)
      and not exists (select from pg_constraint k where k.conrelid = c.oid
        and k.contype in ('p', 'u', 'f') and a.attnum = any(k.conkey))
    group by c.oid, c.relname order by c.relname`;
  return rows.filter(({ table }) => !LEFT_ALONE.has(table) && !table.startsWith("knowledge_"));
}

/**
 * Takes addresses and numbers out of a table; how many rows had them.
 *
 * @param sessionIds those that name the person: where rows belong to sessions, no others are read
 */
export async function sweepTable(
  tx: Tx,
  projectId: string,
  { table, columns, isOfSessions }: SweptTable,
  pattern: string,
  sessionIds: string[],
): Promise<number> {
  const casts: Record<string, ReturnType<Db>> = { jsonb: tx`::jsonb`, _text: tx`::text[]` };
  const changes = columns.map(({ name, type }) =>
    tx`${tx(name)} = regexp_replace(${tx(name)}::text, ${pattern}, ${ERASED}, 'gi')${
      casts[type] ?? tx``
    }`
  );
  const hits = columns.map(({ name }) => tx`${tx(name)}::text ~* ${pattern}`);
  const scope = table === "events"
    ? tx`and ${withTexts(tx)}`
    : isOfSessions
    ? tx`and session_id = any(${sessionIds}::text[])`
    : table === "review_steps"
    ? tx`and run_id in (select id from review_runs
        where project_id = ${projectId} and session_id = any(${sessionIds}::text[]))`
    : tx``;
  const result = await tx`
    update ${tx(table)} set ${changes.reduce((all, one) => tx`${all}, ${one}`)}
    where project_id = ${projectId} ${scope}
      and (${hits.reduce((all, one) => tx`${all} or ${one}`)})`;
  return result.count;
}
