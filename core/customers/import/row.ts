import { AppError } from "../../errors.ts";
import { companyDomain, type Identity } from "../customer_model.ts";
import { cleanCompany, cleanContact, type FieldValue } from "../input.ts";
import type { ColumnMapping } from "./columns.ts";

/** A row as it came, with its place in the file; the first below the head is 1. */
export interface RawRow {
  number: number;
  cells: string[];
}

/** A row understood: somebody, their company, or why not. */
export interface ImportRow {
  number: number;
  contact: {
    texts: Record<string, string>;
    /** The strongest first: addresses, the own id, ids of sources. */
    identities: Identity[];
    custom: Record<string, FieldValue>;
  } | null;
  company: {
    texts: Record<string, string>;
    revenue: number | null;
    identities: Identity[];
    /** To be recognised by when there is nothing else. */
    name: string | null;
    custom: Record<string, FieldValue>;
  } | null;
  error: string | null;
}

/** Understands one row. */
export function readRow(columns: string[], mapping: ColumnMapping, raw: RawRow): ImportRow {
  const cell = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const field = mapping[column];
    const value = raw.cells[index] ?? "";
    if (field && value !== "") cell.set(field, value);
  }
  try {
    const contact = readContact(cell);
    const company = readCompany(cell, contact?.identities[0] ?? null);
    if (!contact && !company) {
      throw rowError("The row says nobody: there is no e-mail, name, id or company.");
    }
    return { number: raw.number, contact, company, error: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const all = error.details?.map(({ message }) => message).join(" ") ?? error.message;
    return { number: raw.number, contact: null, company: null, error: all.slice(0, 1_000) };
  }
}

function rowError(message: string): AppError {
  return new AppError(message, { code: "invalid", status: 400 });
}

function readContact(cell: Map<string, string>): ImportRow["contact"] {
  const names = [cell.get("first_name"), cell.get("last_name")].filter((one) => one);
  const name = cell.get("name") ?? (names.length > 0 ? names.join(" ") : undefined);
  const custom = customOf(cell, "custom:");
  const externalIds = [...cell].flatMap(([field, id]) =>
    field.startsWith("external:")
      ? [{ source: field.slice("external:".length), id }]
      : field === "user_id"
      ? [{ source: "user", id }]
      : []
  );
  const emails = cell.get("email")?.split(/[;,\s]+/).filter((one) => one !== "");
  const isNobody = !name && !emails && externalIds.length === 0;
  if (isNobody) {
    if (
      Object.keys(custom).length > 0 || cell.has("title") || cell.has("phone") || cell.has("note")
    ) {
      throw rowError("The row has facts about a person, but no e-mail, name or id.");
    }
    return null;
  }
  const clean = cleanContact({
    name,
    emails,
    external_ids: externalIds,
    title: cell.get("title"),
    phone: cell.get("phone"),
    note: cell.get("note"),
    custom_fields: custom,
  });
  const ids = clean.externalIds ?? [];
  return {
    texts: given(clean.texts),
    identities: [
      ...(clean.emails ?? []).map((value) => ({ kind: "email", value })),
      ...ids.filter(({ kind }) => kind === "user"),
      ...ids.filter(({ kind }) => kind !== "user"),
    ],
    custom: clean.customFields ?? {},
  };
}

function readCompany(cell: Map<string, string>, first: Identity | null): ImportRow["company"] {
  const custom = customOf(cell, "company_custom:");
  const revenue = cell.get("company_revenue");
  const amount = revenue === undefined ? null : numberOf(revenue);
  if (amount !== null && Number.isNaN(amount)) {
    throw rowError(`company_revenue must be a number; it is "${revenue!.slice(0, 40)}".`);
  }
  const id = cell.get("company_id");
  const clean = cleanCompany({
    name: cell.get("company_name"),
    domains: cell.get("company_domain")?.split(/[;,\s]+/).filter((one) => one !== ""),
    external_ids: id === undefined ? undefined : [{ source: "external", id }],
    plan: cell.get("company_plan"),
    stage: cell.get("company_stage"),
    revenue: amount,
    custom_fields: custom,
  });
  const identities: Identity[] = [
    ...(clean.externalIds ?? []),
    ...(clean.domains ?? []).map((value) => ({ kind: "domain", value })),
  ];
  const texts = given(clean.texts);
  const name = texts.name ?? null;
  if (identities.length === 0 && name === null) {
    const hasFacts = Object.keys(texts).length > 0 || amount !== null ||
      Object.keys(custom).length > 0;
    if (!hasFacts) return null;
    // What is said of the company belongs to the one of the address.
    const domain = first?.kind === "email" ? companyDomain(first.value) : null;
    if (domain === null) {
      throw rowError("The row has facts about a company, but not which: add its name or domain.");
    }
    identities.push({ kind: "domain", value: domain });
  }
  return { texts, revenue: amount, identities, name, custom };
}

function customOf(cell: Map<string, string>, prefix: string): Record<string, string> {
  return Object.fromEntries(
    [...cell].filter(([field]) => field.startsWith(prefix))
      .map(([field, value]) => [field.slice(prefix.length), value]),
  );
}

function given(texts: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] =>
      typeof entry[1] === "string"
    ),
  );
}

/** A number as people write it: `1,200.50`, `1.200,50`, `$1200`, `12k`; NaN when it is none. */
export function numberOf(text: string): number {
  const match = /^[^\d\s-]{0,4}\s*(-?\d[\d.,\s'’\u00a0\u202f]*?)\s*([kKmM]?)\s*[^\d\s]{0,4}$/.exec(
    text.trim(),
  );
  if (!match) return NaN;
  const digits = match[1]!.replace(/[\s'’\u00a0\u202f]/g, "");
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const mark = digits[last];
  const other = mark === "." ? "," : ".";
  const isSingle = last >= 0 && digits.indexOf(mark!) === last;
  // One mark with three digits behind it parts thousands, unless the other mark stands before it.
  const isDecimal = isSingle &&
    (digits.length - last - 1 !== 3 || digits.includes(other) ||
      /^-?0?$/.test(digits.slice(0, last)));
  const plain = isDecimal
    ? digits.slice(0, last).replace(/[.,]/g, "") + "." + digits.slice(last + 1)
    : digits.replace(/[.,]/g, "");
  const factor = { k: 1_000, m: 1_000_000 }[match[2]!.toLowerCase()] ?? 1;
  return Number(plain) * factor;
}
