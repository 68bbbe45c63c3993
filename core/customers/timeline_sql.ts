import type { Db } from "../db/mod.ts";
import type { CustomerKind } from "./customer_model.ts";

/** A session of a customer, as their page lists it. */
export interface TimelineSession {
  id: string;
  name: string | null;
  preview: string | null;
  source: string;
  status: "active" | "closed";
  is_archived: boolean;
  message_count: number;
  tags: string[];
  contact: { id: string; name: string | null; email: string | null } | null;
  created_at: Date;
  last_activity_at: Date;
}

/** What a customer said, newest first, archived or not. */
export async function sessionsOfCustomer(
  db: Db,
  projectId: string,
  kind: CustomerKind,
  customerId: string,
  limit: number,
): Promise<TimelineSession[]> {
  // Each value of is_archived is one end of the index.
  const newest = (archived: boolean) =>
    kind === "contact"
      ? db`(select s.id, s.last_activity_at from sessions s where s.project_id = ${projectId}
          and s.contact_id = ${customerId} and s.is_archived = ${archived}
          order by s.last_activity_at desc, s.id desc limit ${limit})`
      : db`(select l.session_id as id, l.last_activity_at from session_links l
          where l.project_id = ${projectId} and l.kind = 'company' and l.entity_id = ${customerId}
            and l.is_archived = ${archived}
          order by l.last_activity_at desc, l.session_id desc limit ${limit})`;
  const rows = await db<TimelineSession[]>`
    select s.id, s.name, s.preview, s.source, s.status, s.is_archived, s.message_count, s.tags,
      case when c.id is not null then
        jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email) end as contact,
      s.created_at, s.last_activity_at
    from (${newest(false)} union all ${newest(true)}) as found
    join sessions s on s.project_id = ${projectId} and s.id = found.id
    left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    order by found.last_activity_at desc, found.id desc limit ${limit}`;
  return [...rows];
}

/** An issue that a customer's sessions are linked to. */
export interface TimelineIssue {
  id: string;
  title: string;
  /** How many of the customer's sessions are linked to it. */
  session_count: number;
  /** When the newest of them was last active. */
  last_activity_at: Date;
}

/** The issues among a customer's newest thousand sessions, the latest first. */
export async function issuesOfCustomer(
  db: Db,
  projectId: string,
  kind: CustomerKind,
  customerId: string,
  limit: number,
): Promise<TimelineIssue[]> {
  const sessions = kind === "contact"
    ? db`select id from sessions where project_id = ${projectId} and contact_id = ${customerId}
        order by last_activity_at desc limit 1000`
    : db`select session_id as id from session_links where project_id = ${projectId}
        and kind = 'company' and entity_id = ${customerId} order by last_activity_at desc limit 1000`;
  const rows = await db<TimelineIssue[]>`
    select i.id, i.title, count(*)::int as session_count, max(l.last_activity_at) as last_activity_at
    from (${sessions}) as said
    join session_links l on l.project_id = ${projectId} and l.session_id = said.id and l.kind = 'issue'
    join issues i on i.project_id = ${projectId} and i.id = l.entity_id
    group by i.project_id, i.id order by 4 desc, i.id desc limit ${limit}`;
  return [...rows];
}
