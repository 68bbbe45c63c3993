import type { Customer } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { findCompany, insertCompany } from "./match_company_sql.ts";

/**
 * Finds the company of a customer by external id or domain, or makes it.
 *
 * @returns null when neither id, domain nor name is given
 */
export async function matchCompany(
  tx: Tx,
  projectId: string,
  company: NonNullable<Customer["company"]>,
  at: Date,
): Promise<string | null> {
  const given = {
    externalId: text(company.externalId),
    domain: text(company.domain)?.toLowerCase() ?? null,
    name: text(company.name),
  };
  if (!given.externalId && !given.domain && !given.name) return null;
  const known = await findCompany(tx, projectId, given);
  if (known) return known;
  const id = newId("comp", at);
  // Another transaction may be making the same company: then its row is the one to use.
  const inserted = await insertCompany(tx, projectId, { id, ...given }, at);
  return inserted ? id : await findCompany(tx, projectId, given);
}

function text(value: string | undefined): string | null {
  const clean = value === undefined ? "" : cleanText(value).trim();
  return clean === "" ? null : clean.slice(0, 255).toWellFormed();
}
