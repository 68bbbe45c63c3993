import type { Db, Tx } from "../db/mod.ts";

/** What an issue's evidence amounts to. */
export interface Figures {
  session_count: number;
  unknown_count: number;
  contact_count: number;
  company_count: number;
  revenue: number;
  last_evidence_at: Date | null;
}

/** What of an issue a recount needs. */
export interface CountedIssue extends Figures {
  title: string;
  description: string | null;
  impact: number | null;
  confidence: number | null;
  effort: number | null;
  priority_override: "low" | "medium" | "high" | "urgent" | null;
}

/** Locks an issue for a recount; null when it is gone. */
export async function lockCounted(
  tx: Tx,
  projectId: string,
  issueId: string,
): Promise<CountedIssue | null> {
  const [row] = await tx<CountedIssue[]>`
    select title, description, impact, confidence, effort, priority_override, session_count,
      unknown_count, contact_count, company_count, revenue, last_evidence_at
    from issues where project_id = ${projectId} and id = ${issueId} for update`;
  return row ?? null;
}

/** Takes the mark away. Waits for a transaction that is about to change the evidence. */
export async function clearMark(tx: Tx, projectId: string, issueId: string): Promise<void> {
  await tx`delete from issue_recounts where project_id = ${projectId} and issue_id = ${issueId}`;
}

/**
 * Counts the evidence anew: distinct people, and the companies of the people and of the sessions.
 * The companies are stored beside the issue, and so are the tags of the sessions.
 */
export async function countEvidence(
  tx: Tx,
  projectId: string,
  issueId: string,
): Promise<Figures> {
  await tx`
    delete from issue_companies where project_id = ${projectId} and issue_id = ${issueId}`;
  const linked = tx`
    select s.id, c.id as contact_id, c.company_id, coalesce(s.first_message_at, s.created_at) as said_at
    from session_links l
    join sessions s on s.project_id = l.project_id and s.id = l.session_id
    left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where l.project_id = ${projectId} and l.kind = 'issue' and l.entity_id = ${issueId}`;
  await tx`
    with linked as (${linked}), of_company as (
      select id, contact_id, company_id from linked where company_id is not null
      union
      select linked.id, linked.contact_id, k.entity_id
      from linked join session_links k
        on k.project_id = ${projectId} and k.session_id = linked.id and k.kind = 'company'
    )
    insert into issue_companies (project_id, issue_id, company_id, session_count, contact_count)
    select ${projectId}, ${issueId}, o.company_id, count(distinct o.id), count(distinct o.contact_id)
    from of_company o join companies k on k.project_id = ${projectId} and k.id = o.company_id
    group by o.company_id`;
  await countTags(tx, projectId, issueId);
  const [row] = await tx<Figures[]>`
    with linked as (${linked})
    select count(*)::int as session_count,
      (count(*) filter (where contact_id is null))::int as unknown_count,
      count(distinct contact_id)::int as contact_count,
      max(said_at) as last_evidence_at,
      (select count(*)::int from issue_companies
        where project_id = ${projectId} and issue_id = ${issueId}) as company_count,
      (select coalesce(sum(k.revenue), 0)::float8
        from issue_companies o
        join companies k on k.project_id = o.project_id and k.id = o.company_id
        where o.project_id = ${projectId} and o.issue_id = ${issueId}) as revenue
    from linked`;
  return row!;
}

/** Counts the tags of an issue's sessions anew. */
async function countTags(tx: Tx, projectId: string, issueId: string): Promise<void> {
  await tx`
    with counted as (
      select tag, count(*)::int as amount
      from session_links l
      join sessions s on s.project_id = l.project_id and s.id = l.session_id
      cross join lateral unnest(s.tags) as tag
      where l.project_id = ${projectId} and l.kind = 'issue' and l.entity_id = ${issueId}
      group by tag
    ), gone as (
      delete from issue_tags
      where project_id = ${projectId} and issue_id = ${issueId}
        and tag not in (select tag from counted)
    )
    insert into issue_tags as kept (project_id, issue_id, tag, session_count)
    select ${projectId}, ${issueId}, tag, amount from counted
    on conflict (project_id, issue_id, tag) do update set session_count = excluded.session_count
    where kept.session_count <> excluded.session_count`;
}

/**
 * Stores figures and priority, and indexes the words: title, description, the newest quotes.
 *
 * @param language the text search configuration the words are reduced with
 */
export async function storeCounted(
  tx: Tx,
  projectId: string,
  issueId: string,
  figures: Figures & { reach: number; priority_score: number; priority_level: number },
  language: string,
): Promise<void> {
  await tx`
    with quoted as (
      select left(coalesce(string_agg(quote, ' '), ''), 20000) as text from (
        select quote from issue_quotes
        where project_id = ${projectId} and issue_id = ${issueId}
        order by created_at desc, id desc limit 100) as newest
    )
    update issues i set ${tx(figures as never)}, language = ${language},
      document = setweight(to_tsvector('simple', i.title), 'A')
        || setweight(to_tsvector('simple', coalesce(i.description, '')), 'B')
        || setweight(to_tsvector('simple', quoted.text), 'D')
        || to_tsvector(${language}::regconfig, i.title || ' ' || coalesce(i.description, ''))
        || array_to_tsvector(array[${projectId}]),
      title_stems = tsvector_to_array(to_tsvector(${language}::regconfig, i.title)),
      stems = (tsvector_to_array(to_tsvector(${language}::regconfig,
        i.title || ' ' || coalesce(i.description, '') || ' ' || quoted.text)))[1:300]
    from quoted
    where i.project_id = ${projectId} and i.id = ${issueId}`;
}

/** Whether an issue's figures wait for a recount. */
export async function isMarked(sql: Db, projectId: string, issueId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from issue_recounts where project_id = ${projectId} and issue_id = ${issueId}`;
  return rows.length > 0;
}

/** Issues of all projects that wait for a recount, longest first. */
export async function selectMarked(
  sql: Db,
  limit: number,
): Promise<{ project_id: string; issue_id: string }[]> {
  const rows = await sql<{ project_id: string; issue_id: string }[]>`
    select project_id, issue_id from issue_recounts order by marked_at limit ${limit}`;
  return [...rows];
}
