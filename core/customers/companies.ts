import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import {
  companiesByIds,
  type CompanyRecord,
  deleteCompanyRow,
  lockCompany,
  type LockedCompany,
  updateCompanyRow,
} from "./companies_sql.ts";
import { filled } from "./contacts.ts";
import { mergedInto } from "./contacts_sql.ts";
import { type Identity, isKept, noted, type Setter } from "./customer_model.ts";
import {
  deleteIdentities,
  insertIdentities,
  lockIdentities,
  ownersOf,
  selectIdentities,
  setCounting,
} from "./customers_sql.ts";
import { type CleanCompany, cleanCompany, type CompanyInput } from "./input.ts";
import { insertCompany } from "./match_company_sql.ts";

/**
 * One company; one that was merged into another is that other one.
 *
 * @throws {AppError} 404
 */
export async function readCompany(
  db: Db,
  projectId: string,
  companyId: string,
): Promise<CompanyRecord> {
  const [company] = await companiesByIds(db, projectId, [companyId]);
  if (company) return company;
  const keptId = await mergedInto(db, projectId, companyId);
  const [kept] = keptId === null ? [] : await companiesByIds(db, projectId, [keptId]);
  if (!kept) throw notFound("Company");
  return kept;
}

/**
 * Adds a company.
 *
 * @returns its id
 * @throws {AppError} 400 naming each wrong field; 409 when a domain or id is another company's
 */
export async function createCompany(
  sql: Sql | Tx,
  projectId: string,
  input: CompanyInput,
  setter: Setter,
  at: Date = now(),
): Promise<string> {
  const clean = cleanCompany(input);
  const isEmpty = !clean.texts.name && !clean.domain && !clean.domains?.length &&
    !clean.externalIds?.length;
  if (isEmpty) throw invalid("name", "Enter a name, a domain or an external id.", "required");
  return await transaction(sql, async (tx) => {
    const id = newId("comp", at);
    await insertCompany(tx, projectId, { id, name: null, identities: [], provenance: {} }, at);
    const locked = (await lockCompany(tx, projectId, id))!;
    const given = {
      ...clean,
      texts: filled(clean.texts),
      revenue: clean.revenue ?? undefined,
    };
    await apply(tx, projectId, locked, given, setter, at);
    return id;
  });
}

/**
 * Changes a company.
 *
 * @throws {AppError} 404; 400 naming each wrong field; 409 when a domain or id is another company's
 */
export async function updateCompany(
  sql: Sql | Tx,
  projectId: string,
  companyId: string,
  input: CompanyInput,
  setter: Setter,
  at: Date = now(),
): Promise<void> {
  const clean = cleanCompany(input);
  await transaction(sql, async (tx) => {
    const locked = await lockCompany(tx, projectId, companyId);
    if (!locked) throw notFound("Company");
    await apply(tx, projectId, locked, clean, setter, at);
  });
}

/**
 * Removes a company. Its contacts and their sessions stay, without it.
 *
 * @throws {AppError} 404
 */
export async function deleteCompany(
  sql: Sql | Tx,
  projectId: string,
  companyId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    if (!await lockCompany(tx, projectId, companyId)) throw notFound("Company");
    await setCounting(tx, false);
    await deleteCompanyRow(tx, projectId, companyId, at);
    await setCounting(tx, true);
  });
}

async function apply(
  tx: Tx,
  projectId: string,
  company: LockedCompany,
  clean: CleanCompany,
  setter: Setter,
  at: Date,
): Promise<void> {
  const changed = new Set<string>();
  const columns: Record<string, unknown> = {};
  for (const [field, value] of Object.entries({ ...clean.texts, revenue: clean.revenue })) {
    if (value === undefined || isKept(company.provenance, field, setter)) continue;
    columns[field] = value;
    changed.add(field);
  }
  const domain = await applyIdentities(tx, projectId, company, clean, setter, at);
  if (domain !== company.domain) changed.add("domain");
  if (clean.customFields) {
    columns.custom_fields = tx.json(clean.customFields as never);
    const names = new Set([
      ...Object.keys(clean.customFields),
      ...Object.keys(company.custom_fields),
    ]);
    for (const name of names) {
      if (clean.customFields[name] !== company.custom_fields[name]) {
        changed.add(`custom_fields.${name}`);
      }
    }
  }
  const name = columns.name === undefined ? company.name : columns.name as string | null;
  await updateCompanyRow(
    tx,
    projectId,
    company.id,
    {
      ...columns,
      provenance: tx.json({ ...company.provenance, ...noted(changed, setter, at) } as never),
      updated_at: at,
    },
    name,
    domain,
  );
}

/** Adds and removes domains and ids; the domain to show afterwards. */
async function applyIdentities(
  tx: Tx,
  projectId: string,
  company: LockedCompany,
  clean: CleanCompany,
  setter: Setter,
  at: Date,
): Promise<string | null> {
  const { domain, domains, externalIds } = clean;
  if (domain === undefined && !domains && !externalIds) return company.domain;
  const known = await selectIdentities(tx, projectId, "company", company.id);
  const had = known.filter(({ kind }) => kind === "domain").map(({ value }) => value);
  const kept = domains ?? (domain === null ? had.filter((one) => one !== company.domain) : had);
  const names = domain ? [domain, ...kept.filter((one) => one !== domain)] : kept;
  const wanted: Identity[] = [
    ...names.map((value) => ({ kind: "domain", value })),
    ...(externalIds ?? known.filter(({ kind }) => kind !== "domain")),
  ];
  const isIn = (list: Identity[], one: Identity) =>
    list.some(({ kind, value }) => kind === one.kind && value === one.value);
  const fresh = wanted.filter((one) => !isIn(known, one));
  await lockIdentities(tx, projectId, fresh);
  const taken = (await ownersOf(tx, projectId, "company", fresh))[0];
  if (taken) {
    const [owner] = await companiesByIds(tx, projectId, [taken.ownerId]);
    throw conflict(
      `${taken.value} belongs to ${
        owner?.name ?? owner?.domain ?? "another company"
      } (${taken.ownerId}). Merge the two companies, or take it away there first.`,
    );
  }
  await deleteIdentities(
    tx,
    projectId,
    "company",
    company.id,
    known.filter((one) => !isIn(wanted, one)),
  );
  const origin = setter.by === "source" ? setter.who ?? "source" : setter.by;
  await insertIdentities(tx, projectId, "company", company.id, fresh, origin, null, at);
  if (domain !== undefined && domain !== null) return domain;
  if (domains) return domains[0] ?? null;
  return domain === null ? names[0] ?? null : company.domain;
}
