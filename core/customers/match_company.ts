import type { Customer } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { type Identity, noted } from "./customer_model.ts";
import { insertIdentities, lockIdentities, ownersOf } from "./customers_sql.ts";
import { findCompanyByName, insertCompany } from "./match_company_sql.ts";

/**
 * Finds the company of a customer by the source's id or by domain (by name when that is all there
 * is), or makes it. A known company is recognised by what is new from then on.
 *
 * @returns null when neither id, domain nor name is given
 */
export async function matchCompany(
  tx: Tx,
  projectId: string,
  source: string,
  company: NonNullable<Customer["company"]>,
  at: Date,
): Promise<string | null> {
  const externalId = text(company.externalId);
  const domain = text(company.domain)?.toLowerCase() ?? null;
  const name = text(company.name);
  const identities: Identity[] = [
    ...(externalId ? [{ kind: source, value: externalId }] : []),
    ...(domain ? [{ kind: "domain", value: domain }] : []),
  ];
  if (identities.length === 0 && !name) return null;
  // Others may be making the same company: they wait here, then find it.
  const find = async () => {
    const owners = await ownersOf(tx, projectId, "company", [
      ...identities,
      ...(externalId ? [{ kind: "external", value: externalId }] : []),
    ]);
    const byId = owners.find(({ kind }) => kind !== "domain") ?? owners[0];
    if (byId) return { id: byId.ownerId, isWhole: owners.length >= identities.length };
    const named = identities.length === 0 ? await findCompanyByName(tx, projectId, name!) : null;
    return named === null ? null : { id: named, isWhole: true };
  };
  let known = await find();
  if (!known) {
    const named = { kind: "company name", value: name?.toLowerCase() ?? "" };
    await lockIdentities(tx, projectId, identities.length > 0 ? identities : [named]);
    known = await find();
  }
  if (known) {
    if (!known.isWhole) {
      await insertIdentities(tx, projectId, "company", known.id, identities, source, null, at);
    }
    return known.id;
  }
  const id = newId("comp", at);
  const fields = [...(name ? ["name"] : []), ...(domain ? ["domain"] : [])];
  const provenance = noted(fields, { by: "source", who: source }, at);
  await insertCompany(tx, projectId, { id, name, identities, provenance }, at);
  await insertIdentities(tx, projectId, "company", id, identities, source, null, at);
  return id;
}

function text(value: string | undefined): string | null {
  const clean = value === undefined ? "" : cleanText(value).trim();
  return clean === "" ? null : clean.slice(0, 255).toWellFormed();
}
