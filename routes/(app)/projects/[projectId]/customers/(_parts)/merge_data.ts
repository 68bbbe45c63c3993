import {
  choiceFields,
  type CompanyRecord,
  type ContactRecord,
  type CustomerKind,
  listCompanies,
  listContacts,
  type MergeChoices,
  mergeCustomers,
  readCompany,
  readContact,
} from "../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import type { ProjectForm } from "../../(_parts)/person.ts";

const LABELS: Record<string, string> = {
  name: "Name",
  email: "E-mail",
  domain: "Domain",
  title: "Title",
  phone: "Phone",
  company_id: "Company",
  plan: "Plan",
  stage: "Stage",
  revenue: "Revenue",
  note: "Note",
};

/** One of the two that are compared. */
export interface MergeSide {
  id: string;
  title: string;
  sessions: number;
  identities: string[];
}

/** A field that differs, with both values. */
export interface MergeField {
  field: string;
  label: string;
  kept: string;
  other: string;
}

/** Everything a page that merges shows. */
export interface MergeData {
  kept: MergeSide;
  /** The one that would become a part, when it is chosen. */
  other: MergeSide | null;
  fields: MergeField[];
  /** Those that a search found. */
  found: { id: string; title: string; detail: string | null }[];
  search: string;
}

type Row = ContactRecord | CompanyRecord;

/** @throws {AppError} 404 when the kept one is missing */
export async function readMerge(
  sql: Sql,
  projectId: string,
  kind: CustomerKind,
  keptId: string,
  query: URLSearchParams,
): Promise<MergeData> {
  const read = kind === "contact" ? readContact : readCompany;
  const kept = await read(sql, projectId, keptId);
  const otherId = query.get("other");
  const other = otherId
    ? await read(sql, projectId, otherId).catch((error) => {
      if (error instanceof AppError) return null;
      throw error;
    })
    : null;
  const search = (query.get("search") ?? "").trim().slice(0, 200);
  const found = search === "" ? [] : (await (kind === "contact" ? listContacts : listCompanies)(
    sql,
    projectId,
    { search },
    { limit: 20 },
  )).rows as Row[];
  return {
    kept: sideOf(kept),
    other: other && other.id !== kept.id ? sideOf(other) : null,
    fields: other ? fieldsOf(kind, kept, other) : [],
    found: found.filter(({ id }) => id !== kept.id).map((row) => ({
      id: row.id,
      title: titleOf(row),
      detail: "email" in row ? row.company?.name ?? row.email : row.domain,
    })),
    search,
  };
}

/** Merges as a form says; what happened, in words. */
export async function mergeByForm(
  { form, services, project, user }: ProjectForm,
  kind: CustomerKind,
  keptId: string,
): Promise<string> {
  const names = [
    ...choiceFields(kind),
    ...form.all("custom").map((name) => `custom_fields.${name}`),
  ];
  const choices: MergeChoices = {};
  for (const name of names) {
    const choice = form.text(`choice:${name}`);
    if (choice === "kept" || choice === "other") choices[name] = choice;
  }
  const setter = { by: "person" as const, who: user.id, name: user.name };
  const otherId = form.text("other");
  await mergeCustomers(services.sql, project.id, kind, keptId, otherId, choices, setter);
  return "Merged. It can be taken apart again on this page.";
}

function titleOf(row: Row): string {
  const second = "email" in row ? row.email : row.domain;
  return row.name ?? second ?? "No name";
}

function sideOf(row: Row): MergeSide {
  return {
    id: row.id,
    title: titleOf(row),
    sessions: row.session_count,
    identities: [
      ...("emails" in row ? row.emails : row.domains),
      ...row.external_ids.map(({ source, id }) => `${source} ${id}`),
    ],
  };
}

function fieldsOf(kind: CustomerKind, kept: Row, other: Row): MergeField[] {
  const text = (row: Row, field: string): string => {
    if (field === "company_id" && "company" in row) return row.company?.name ?? "";
    const value = field.startsWith("custom_fields.")
      ? row.custom_fields[field.slice("custom_fields.".length)]
      : row[field as keyof Row];
    return value === null || value === undefined ? "" : String(value);
  };
  const custom = new Set([...Object.keys(kept.custom_fields), ...Object.keys(other.custom_fields)]);
  return [...choiceFields(kind), ...[...custom].map((name) => `custom_fields.${name}`)]
    .map((field) => ({
      field,
      label: LABELS[field] ?? field.replace("custom_fields.", ""),
      kept: text(kept, field),
      other: text(other, field),
    }))
    .filter((one) => one.kept !== one.other);
}
