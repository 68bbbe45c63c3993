import type { Sql } from "../../core/db/mod.ts";

/** Every table's rows without ids, in an order that does not depend on them; to compare fills. */
export async function shapesOf(sql: Sql): Promise<Record<string, unknown[]>> {
  const ofSession = sql`
    join sessions s on s.project_id = t.project_id and s.id = t.session_id`;
  const place = sql`s.project_id, s.created_at`;
  const rows = await Promise.all([
    // What changes a session after it was stored is left out: the door does not do it.
    sql`select to_jsonb(s) - '{id,contact_id,analysis_status,is_archived,is_human_takeover,
        ownership_version,taken_over_by,taken_over_name,taken_over_at,needs_human}'::text[]
        || jsonb_build_object('contact', c.email) as row
      from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
      order by ${place}`,
    sql`select to_jsonb(t) - '{id,session_id}'::text[] as row from messages t ${ofSession}
      order by ${place}, t.sequence`,
    sql`select to_jsonb(t) - 'session_id' || jsonb_build_object('document', t.document::text) as row
      from session_search t ${ofSession} order by ${place}, t.part`,
    sql`select to_jsonb(t) - '{session_id,is_archived}'::text[] as row from session_tags t ${ofSession}
      order by ${place}, t.tag`,
    sql`select to_jsonb(t) - '{session_id,is_archived}'::text[] as row from session_links t ${ofSession}
      order by ${place}, t.kind, t.entity_id`,
    sql`select to_jsonb(t) - '{session_id,xact,position}'::text[] as row from events t ${ofSession}
      where t.created_at >= '2026-06-05' order by ${place}, t.type`,
    sql`select to_jsonb(t) - 'id' as row from contacts t order by t.project_id, t.email`,
    sql`select t.project_id, t.kind, t.value, c.email from contact_identities t
      join contacts c on c.project_id = t.project_id and c.id = t.contact_id
      order by t.project_id, t.kind, t.value`,
  ]);
  const names = ["sessions", "messages", "session_search", "session_tags", "session_links"];
  names.push("events", "contacts", "contact_identities");
  return Object.fromEntries(names.map((name, index) => [name, [...rows[index]!]]));
}

/** Number of sessions by project, source and status as the counters have them. */
export async function countsOf(sql: Sql): Promise<unknown[]> {
  const rows = await sql`
    select project_id, source, status, sum(amount)::int as amount from session_counts
    group by 1, 2, 3 having sum(amount) <> 0 order by 1, 2, 3`;
  return [...rows];
}
