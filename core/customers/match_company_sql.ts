import type { Tx } from "../db/mod.ts";

interface CompanyKeys {
  externalId: string | null;
  domain: string | null;
  name: string | null;
}

/** The company with that external id, else that domain, else (when only a name is known) that name. */
export async function findCompany(
  tx: Tx,
  projectId: string,
  keys: CompanyKeys,
): Promise<string | null> {
  const byNameOnly = !keys.externalId && !keys.domain;
  const [row] = await tx<{ id: string }[]>`
    select id from (
      select id, 1 as rank from companies
      where project_id = ${projectId} and external_id = ${keys.externalId}
      union all
      select id, 2 from companies where project_id = ${projectId} and domain = ${keys.domain}
      union all
      select id, 3 from companies
      where project_id = ${projectId} and ${byNameOnly} and lower(name) = lower(${keys.name})
    ) as found
    order by rank, id limit 1`;
  return row?.id ?? null;
}

/** Stores a new company; false when another one has the same external id or domain already. */
export async function insertCompany(
  tx: Tx,
  projectId: string,
  company: CompanyKeys & { id: string },
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into companies (project_id, id, name, domain, external_id, created_at, updated_at)
    values (${projectId}, ${company.id}, ${company.name}, ${company.domain}, ${company.externalId},
      ${at}, ${at})
    on conflict do nothing`;
  return result.count === 1;
}
