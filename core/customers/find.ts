import type { Sql } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { listCompanies, listContacts } from "./list.ts";

/** How many are looked at, and named when there are several. */
const LOOKED_AT = 6;
const NAMED = 3;

/** A customer that was found by what somebody typed. */
export interface FoundByWords {
  id: string;
  name: string | null;
}

/**
 * The one contact somebody means: by e-mail address, external id, id, or a name that only one has.
 *
 * @throws {AppError} 400 of the field `customer` when there is none, or more than one
 */
export async function findContact(
  sql: Sql,
  projectId: string,
  words: string,
): Promise<FoundByWords> {
  const { rows } = await listContacts(sql, projectId, { search: words }, { limit: LOOKED_AT });
  const known = rows.map(({ id, name, email }) => ({ id, name, sign: email }));
  return onlyOne(known, words, {
    field: "customer",
    many: "customers",
    remedy: "Type the e-mail address.",
  });
}

/**
 * The one company somebody means: by domain, external id, id, or a name that only one has.
 *
 * @throws {AppError} 400 of the field `company` when there is none, or more than one
 */
export async function findCompany(
  sql: Sql,
  projectId: string,
  words: string,
): Promise<FoundByWords> {
  const { rows } = await listCompanies(sql, projectId, { search: words }, { limit: LOOKED_AT });
  const known = rows.map(({ id, name, domain }) => ({ id, name, sign: domain }));
  return onlyOne(known, words, {
    field: "company",
    many: "companies",
    remedy: "Type the domain.",
  });
}

interface Known extends FoundByWords {
  /** What tells it from others of that name. */
  sign: string | null;
}

function onlyOne(
  known: Known[],
  words: string,
  { field, many, remedy }: { field: string; many: string; remedy: string },
): FoundByWords {
  const wanted = words.trim().toLowerCase();
  const exact = (part: (one: Known) => string | null) =>
    known.filter((one) => part(one)?.toLowerCase() === wanted);
  const choices = [exact(({ id }) => id), exact(({ sign }) => sign), exact(({ name }) => name)];
  const [found, ...others] = choices.find(({ length }) => length > 0) ?? known;
  const typed = `“${words.trim().slice(0, 60)}”`;
  if (!found) throw invalid(field, `No ${field} is found by ${typed}. ${remedy}`);
  if (others.length === 0) return { id: found.id, name: found.name ?? found.sign };
  const named = [found, ...others].slice(0, NAMED)
    .map(({ name, sign }) =>
      name && sign ? `${name} (${sign})` : name ?? sign ?? "one without a name"
    );
  const more = others.length + 1 > NAMED ? " and more" : "";
  throw invalid(
    field,
    `Several ${many} are found by ${typed}: ${named.join(", ")}${more}. ${remedy}`,
  );
}
