import type { Db, Tx } from "../db/mod.ts";
import { type Provenance, searchWords } from "./customer_model.ts";
import type { ExternalId, FieldValue } from "./input.ts";

/** A company as lists and the API show it. */
export interface CompanyRecord {
  id: string;
  project_id: string;
  name: string | null;
  domain: string | null;
  /** All domains, the shown one first. */
  domains: string[];
  external_ids: ExternalId[];
  plan: string | null;
  stage: string | null;
  /** Yearly, in the project's currency. */
  revenue: number | null;
  note: string | null;
  custom_fields: Record<string, FieldValue>;
  provenance: Provenance;
  contact_count: number;
  session_count: number;
  last_activity_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** The companies with these ids, in that order. */
export async function companiesByIds(
  db: Db,
  projectId: string,
  ids: string[],
): Promise<CompanyRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db<CompanyRecord[]>`
    select k.id, k.project_id, k.name, k.domain, coalesce(known.domains, '{}') as domains,
      coalesce(known.external_ids, '[]') as external_ids, k.plan, k.stage,
      k.revenue::float8 as revenue, k.note, k.custom_fields, k.provenance, a.contact_count,
      a.session_count, nullif(a.last_activity_at, 'epoch') as last_activity_at, k.created_at, k.updated_at
    from unnest(${ids}::text[]) with ordinality as wanted(id, place)
    join companies k on k.project_id = ${projectId} and k.id = wanted.id
    join customer_activity a on a.project_id = ${projectId} and a.kind = 'company' and a.id = k.id
    left join lateral (
      select array_agg(i.value order by i.value <> k.domain, i.created_at, i.value)
          filter (where i.kind = 'domain') as domains,
        jsonb_agg(jsonb_build_object('source', i.kind, 'id', i.value) order by i.kind, i.value)
          filter (where i.kind <> 'domain') as external_ids
      from company_identities i where i.project_id = k.project_id and i.company_id = k.id
    ) known on true
    order by wanted.place`;
  return [...rows];
}

/** What a change of a company has to know, with the row held until the transaction ends. */
export interface LockedCompany {
  id: string;
  name: string | null;
  domain: string | null;
  custom_fields: Record<string, FieldValue>;
  provenance: Provenance;
}

/** Holds a company; null when there is none. */
export async function lockCompany(
  tx: Tx,
  projectId: string,
  companyId: string,
): Promise<LockedCompany | null> {
  const [row] = await tx<LockedCompany[]>`
    select id, name, domain, custom_fields, provenance from companies
    where project_id = ${projectId} and id = ${companyId} for update`;
  return row ?? null;
}

/** Sets columns of one company, and the words it is found by. */
export async function updateCompanyRow(
  tx: Tx,
  projectId: string,
  companyId: string,
  columns: Record<string, unknown>,
  name: string | null,
  domain: string | null,
): Promise<void> {
  await tx`
    update companies set ${tx({ ...columns, name, domain } as never)},
      document = array_to_tsvector(${[...searchWords(name, domain), projectId]}::text[])
    where project_id = ${projectId} and id = ${companyId}`;
}

/** Takes a company away from its contacts and from what they said, and removes it. */
export async function deleteCompanyRow(
  tx: Tx,
  projectId: string,
  companyId: string,
  at: Date,
): Promise<void> {
  await tx`
    update contacts set company_id = null, updated_at = ${at}
    where project_id = ${projectId} and company_id = ${companyId}`;
  await tx`
    delete from session_links
    where project_id = ${projectId} and kind = 'company' and entity_id = ${companyId}`;
  await tx`delete from companies where project_id = ${projectId} and id = ${companyId}`;
}

/** The plans or stages that the companies of a project have, in order; few, however many companies. */
export async function companyValues(
  db: Db,
  projectId: string,
  column: "plan" | "stage",
  most = 100,
): Promise<string[]> {
  const rows = await db<{ value: string }[]>`
    with recursive found as (
      (select ${db(column)} as value from companies
        where project_id = ${projectId} and ${db(column)} is not null order by ${
    db(column)
  } limit 1)
      union all
      select (select k.${db(column)} from companies k
        where k.project_id = ${projectId} and k.${db(column)} > found.value order by k.${
    db(column)
  } limit 1)
      from found where found.value is not null
    ) select value from found where value is not null limit ${most}`;
  return rows.map(({ value }) => value);
}

/** Companies to choose from: those a query finds by name or domain, else the busiest. */
export async function companyChoices(
  db: Db,
  projectId: string,
  query: string | null,
  limit = 20,
): Promise<{ id: string; name: string | null; domain: string | null }[]> {
  const rows = await db<{ id: string; name: string | null; domain: string | null }[]>`
    select k.id, coalesce(k.name, k.domain) as name, k.domain
    from customer_activity a join companies k on k.project_id = ${projectId} and k.id = a.id
    where a.project_id = ${projectId} and a.kind = 'company'
      ${query === null ? db`` : db`and k.document @@ ${query}::tsquery`}
    order by a.contact_count desc, a.id desc limit ${limit}`;
  return [...rows];
}
