import type { Tx } from "../db/mod.ts";
import { type Identity, type Provenance, searchWords } from "./customer_model.ts";

/** The company with that name, in any case; the oldest of several. */
export async function findCompanyByName(
  tx: Tx,
  projectId: string,
  name: string,
): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from companies where project_id = ${projectId} and lower(name) = lower(${name})
    order by id limit 1`;
  return row?.id ?? null;
}

/** A company as it is first stored. */
export interface NewCompany {
  id: string;
  name: string | null;
  identities: Identity[];
  provenance: Provenance;
}

/** Stores a new company. */
export async function insertCompany(
  tx: Tx,
  projectId: string,
  { id, name, identities, provenance }: NewCompany,
  at: Date,
): Promise<void> {
  const domain = identities.find(({ kind }) => kind === "domain")?.value ?? null;
  const externalId = identities.find(({ kind }) => kind !== "domain")?.value ?? null;
  await tx`
    insert into companies (project_id, id, name, domain, external_id, provenance, document,
      created_at, updated_at)
    values (${projectId}, ${id}, ${name}, ${domain}, ${externalId}, ${tx.json(provenance as never)},
      array_to_tsvector(${[...searchWords(name, domain), projectId]}::text[]), ${at}, ${at})`;
}
