import type { CompanyInput, CompanyRecord } from "../../../../../../core/customers/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";
import { customOf, pairsOf, readPairs } from "./contact_values.ts";

/** A company's form as it was typed. */
export interface CompanyValues {
  name: string;
  domains: string;
  plan: string;
  stage: string;
  revenue: string;
  note: string;
  pairs: { key: string; value: string }[];
}

/** The fields a form can show errors at. */
export const companyFields = [
  "name",
  "domains",
  "plan",
  "stage",
  "revenue",
  "note",
  "custom_fields",
];

/** The form of a company that exists, or of a new one. */
export function companyValuesOf(company: CompanyRecord | null): CompanyValues {
  return {
    name: company?.name ?? "",
    domains: company?.domains.join("\n") ?? "",
    plan: company?.plan ?? "",
    stage: company?.stage ?? "",
    revenue: company?.revenue === null || !company ? "" : String(company.revenue),
    note: company?.note ?? "",
    pairs: pairsOf(company?.custom_fields ?? {}),
  };
}

/** A company's form as it was sent. */
export function readCompanyValues(form: Form): CompanyValues {
  return {
    name: form.text("name"),
    domains: form.text("domains"),
    plan: form.text("plan"),
    stage: form.text("stage"),
    revenue: form.text("revenue"),
    note: form.text("note"),
    pairs: readPairs(form),
  };
}

/** What is written on a company: only what the form changes, so that the rest stays its source's. */
export function companyInput(values: CompanyValues, before: CompanyRecord | null): CompanyInput {
  const was = companyValuesOf(before);
  const given: CompanyInput = {
    custom_fields: customOf(values.pairs, before?.custom_fields),
  };
  for (const field of ["name", "plan", "stage", "note"] as const) {
    if (!before || values[field] !== was[field]) given[field] = values[field];
  }
  const domains = values.domains.split(/[\s,;]+/).filter((one) => one !== "");
  if (domains.join("\n") !== was.domains) given.domains = domains;
  if (values.revenue !== was.revenue) {
    // Not a number is refused with the field's name.
    const plain = values.revenue.replaceAll(/[,\s'’]/g, "");
    given.revenue = values.revenue === "" ? null : plain === "" ? NaN : Number(plain);
  }
  return given;
}
