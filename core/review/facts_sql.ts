import type { AnalysisStatus, SessionStatus, SessionType } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";
import type { ReviewMessage } from "./review_model.ts";

/** What a review has to know of a session. */
export interface ReviewSession {
  id: string;
  source: string;
  session_type: SessionType;
  status: SessionStatus;
  analysis_status: AnalysisStatus;
  is_archived: boolean;
  name: string | null;
  description: string | null;
  edited_fields: string[];
  tags: string[];
  contact_id: string | null;
  contact_email: string | null;
  user_metadata: Record<string, unknown>;
  message_count: number;
  company_ids: string[];
}

/** The most messages of one session that a review reads. */
const MESSAGES = 1_000;

/** One session, or null; held until the transaction ends when asked. */
export async function selectReviewSession(
  db: Db,
  projectId: string,
  sessionId: string,
  isHeld = false,
): Promise<ReviewSession | null> {
  const [row] = await db<ReviewSession[]>`
    select s.id, s.source, s.session_type, s.status, s.analysis_status, s.is_archived, s.name,
      s.description, s.edited_fields, s.tags, s.contact_id, s.user_metadata, s.message_count,
      (select email from contacts c where c.project_id = s.project_id and c.id = s.contact_id)
        as contact_email,
      array(select entity_id from session_links l where l.project_id = s.project_id
        and l.session_id = s.id and l.kind = 'company') as company_ids
    from sessions s where s.project_id = ${projectId} and s.id = ${sessionId}
    ${isHeld ? db`for no key update of s` : db``}`;
  return row ?? null;
}

/** The messages of a session in their order: the first ones of a very long one. */
export async function selectReviewMessages(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<ReviewMessage[]> {
  const rows = await db<ReviewMessage[]>`
    select id, sequence, sender_type, sender_name, content from messages
    where project_id = ${projectId} and session_id = ${sessionId}
    order by sequence limit ${MESSAGES}`;
  return [...rows];
}

/** The settings of a project as they are stored; null when there is no such project. */
export async function selectSettings(db: Db, projectId: string): Promise<unknown> {
  const [row] = await db<{ settings: unknown }[]>`
    select settings from projects where id = ${projectId}`;
  return row?.settings ?? null;
}

/** Whether somebody with this address works in the project. */
export async function isMember(db: Db, projectId: string, email: string): Promise<boolean> {
  const rows = await db`
    select 1 from project_members m join user_accounts u on u.id = m.user_id
    where m.project_id = ${projectId} and lower(u.email) = ${email.toLowerCase()}
      and m.deactivated_at is null`;
  return rows.length > 0;
}

/** Somebody the project knows, or a company. */
export interface KnownCustomer {
  id: string;
  name: string | null;
  company_id: string | null;
}

/** The contact that is recognised by an identity, or null. */
export async function findContact(
  db: Db,
  projectId: string,
  kind: string,
  value: string,
): Promise<KnownCustomer | null> {
  const [row] = await db<KnownCustomer[]>`
    select c.id, coalesce(c.name, c.email) as name, c.company_id
    from contact_identities i
    join contacts c on c.project_id = i.project_id and c.id = i.contact_id
    where i.project_id = ${projectId} and i.kind = ${kind} and i.value = ${value}`;
  return row ?? null;
}

/** The company of a contact, or of a domain; null when there is none. */
export async function findCompany(
  db: Db,
  projectId: string,
  by: { contactId: string } | { domain: string },
): Promise<KnownCustomer | null> {
  const which = "domain" in by
    ? db`exists (select from company_identities i where i.project_id = ${projectId}
        and i.kind = 'domain' and i.value = ${by.domain} and i.company_id = c.id)`
    : db`c.id = (select company_id from contacts where project_id = ${projectId}
        and id = ${by.contactId})`;
  const [row] = await db<KnownCustomer[]>`
    select c.id, coalesce(c.name, c.domain) as name, null as company_id
    from companies c where c.project_id = ${projectId} and ${which}`;
  return row ?? null;
}

/** Links a session to a company; false when it was linked, or there is no such company. */
export async function insertCompanyLink(
  tx: Tx,
  projectId: string,
  sessionId: string,
  companyId: string,
  by: { by: "rule" | "model" | "person"; reason: string },
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at, linked_by, reason)
    select ${projectId}, 'company', ${companyId}, s.id, s.is_archived, s.status, s.last_activity_at,
      ${at}, ${by.by}, ${by.reason}
    from sessions s
    join companies c on c.project_id = s.project_id and c.id = ${companyId}
    where s.project_id = ${projectId} and s.id = ${sessionId}
    on conflict (project_id, kind, entity_id, session_id) do nothing`;
  return result.count === 1;
}

/** Takes a session away from a company; false when it was not linked. */
export async function deleteCompanyLink(
  tx: Tx,
  projectId: string,
  sessionId: string,
  companyId: string,
): Promise<boolean> {
  const result = await tx`
    delete from session_links where project_id = ${projectId} and kind = 'company'
      and entity_id = ${companyId} and session_id = ${sessionId}`;
  return result.count === 1;
}

/** Notes where the review of a session stands. */
export async function setAnalysisStatus(
  tx: Tx,
  projectId: string,
  sessionId: string,
  status: AnalysisStatus,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set analysis_status = ${status}, updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
}

/** Takes fields out of those that count as a person's. */
export async function forgetEdited(
  tx: Tx,
  projectId: string,
  sessionId: string,
  field: string,
): Promise<void> {
  await tx`
    update sessions set edited_fields = array_remove(edited_fields, ${field})
    where project_id = ${projectId} and id = ${sessionId}`;
}
