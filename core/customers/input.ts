import { type ErrorDetail, invalidFields } from "../errors.ts";
import { cleanText } from "../text.ts";
import { type Identity, LENGTHS, MOST_FIELDS, MOST_IDENTITIES } from "./customer_model.ts";

/** An own field of a customer. */
export type FieldValue = string | number | boolean | null;

/** An id that a source, or the company itself (`user`), knows a customer by. */
export interface ExternalId {
  source: string;
  id: string;
}

/** What is written on a contact; absent fields stay, null and empty texts take a value away. */
export interface ContactInput {
  name?: string | null;
  /** The address to show; the others stay known. */
  email?: string | null;
  /** All addresses, the one to show first. */
  emails?: string[];
  /** All external ids. */
  external_ids?: ExternalId[];
  title?: string | null;
  phone?: string | null;
  note?: string | null;
  /** A company of the project, or null for none. */
  company_id?: string | null;
  /** Replaces all own fields. */
  custom_fields?: Record<string, unknown>;
}

/** What is written on a company; absent fields stay, null and empty texts take a value away. */
export interface CompanyInput {
  name?: string | null;
  domain?: string | null;
  /** All domains, the one to show first. */
  domains?: string[];
  external_ids?: ExternalId[];
  plan?: string | null;
  stage?: string | null;
  /** Yearly, in the project's currency. */
  revenue?: number | null;
  note?: string | null;
  custom_fields?: Record<string, unknown>;
}

/** Collects what is wrong, field by field. */
export class Faults {
  readonly #details: ErrorDetail[] = [];

  add(field: string, message: string): void {
    if (this.#details.length < 20) this.#details.push({ field, message, code: "invalid" });
  }

  /** @throws {AppError} 400 when anything was added */
  check(): void {
    if (this.#details.length > 0) throw invalidFields(this.#details);
  }
}

/** A text as it is stored: null when nothing is left of it, undefined when it was not given. */
export function cleanField(
  faults: Faults,
  field: string,
  value: string | null | undefined,
  most: number,
  isOneLine = true,
): string | null | undefined {
  if (value === undefined || value === null) return value;
  const clean = cleanText(value).trim();
  const text = isOneLine ? clean.replace(/\s+/g, " ") : clean;
  if (text.length > most) {
    faults.add(field, `${field} is too long. Use at most ${most} characters.`);
    return undefined;
  }
  return text === "" ? null : text;
}

/** An e-mail address in small letters, or null when it is none. */
export function cleanEmail(value: string): string | null {
  const email = cleanText(value).trim().toLowerCase();
  return email.length <= LENGTHS.email && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(email) ? email : null;
}

/** A domain in small letters without protocol, www and path, or null when it is none. */
export function cleanDomain(value: string): string | null {
  const domain = cleanText(value).trim().toLowerCase().replace(/^[a-z]+:\/\//, "")
    .replace(/^www\./, "").replace(/[/?#:].*$/, "");
  return domain.length <= LENGTHS.domain && /^[^\s.@<>]+(\.[^\s.@<>]+)+$/.test(domain)
    ? domain
    : null;
}

/** External ids as identities. */
export function cleanExternalIds(faults: Faults, given: ExternalId[]): Identity[] {
  const identities = new Map<string, Identity>();
  for (const { source, id } of given) {
    const kind = cleanText(source).trim().toLowerCase();
    const value = cleanText(id).trim();
    if (!/^[a-z][a-z0-9_-]{0,39}$/.test(kind) || ["email", "domain"].includes(kind)) {
      faults.add(
        "external_ids",
        `external_ids: the source "${
          kind.slice(0, 40)
        }" is not valid. Use user for your own id, or a source such as zendesk.`,
      );
    } else if (value === "" || value.length > LENGTHS.id) {
      faults.add("external_ids", `external_ids: an id has 1 to ${LENGTHS.id} characters.`);
    } else identities.set(`${kind}\n${value}`, { kind, value });
  }
  if (identities.size > MOST_IDENTITIES) {
    faults.add("external_ids", `external_ids holds more than ${MOST_IDENTITIES}. Send fewer.`);
  }
  return [...identities.values()];
}

/** Own fields: short names, plain values. */
export function cleanFields(
  faults: Faults,
  given: Record<string, unknown>,
): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const key = cleanText(name).trim();
    if (key === "" || key.length > LENGTHS.fieldName) {
      faults.add(
        "custom_fields",
        `custom_fields: a name has 1 to ${LENGTHS.fieldName} characters.`,
      );
    } else if (value !== null && !["string", "number", "boolean"].includes(typeof value)) {
      faults.add("custom_fields", `custom_fields.${key} must be a text, a number, true or false.`);
    } else if (typeof value === "string" && value.length > LENGTHS.fieldValue) {
      faults.add(
        "custom_fields",
        `custom_fields.${key} is too long. Use at most ${LENGTHS.fieldValue} characters.`,
      );
    } else fields[key] = typeof value === "string" ? cleanText(value) : value as FieldValue;
  }
  if (Object.keys(fields).length > MOST_FIELDS) {
    faults.add("custom_fields", `custom_fields holds more than ${MOST_FIELDS}. Send fewer.`);
  }
  return fields;
}

/** A contact's input, checked. Identities are all there shall be; undefined when they stay. */
export interface CleanContact {
  texts: {
    name?: string | null;
    title?: string | null;
    phone?: string | null;
    note?: string | null;
  };
  /** The address to show, when it changes. */
  email?: string | null;
  emails?: string[];
  externalIds?: Identity[];
  companyId?: string | null;
  customFields?: Record<string, FieldValue>;
}

/** @throws {AppError} 400 naming each wrong field */
export function cleanContact(input: ContactInput): CleanContact {
  const faults = new Faults();
  const texts = {
    name: cleanField(faults, "name", input.name, LENGTHS.name),
    title: cleanField(faults, "title", input.title, LENGTHS.title),
    phone: cleanField(faults, "phone", input.phone, LENGTHS.phone),
    note: cleanField(faults, "note", input.note, LENGTHS.note, false),
  };
  const addresses = (field: string, given: string[]) =>
    given.flatMap((one) => {
      if (one.trim() === "") return [];
      const email = cleanEmail(one);
      if (email === null) {
        faults.add(field, `${field}: enter an address such as jane@example.com.`);
        return [];
      }
      return [email];
    });
  const emails = input.emails && [...new Set(addresses("emails", input.emails))];
  if (emails && emails.length > MOST_IDENTITIES) {
    faults.add("emails", `emails holds more than ${MOST_IDENTITIES}. Send fewer.`);
  }
  const email = input.email === undefined
    ? undefined
    : addresses("email", [input.email ?? ""])[0] ?? null;
  const externalIds = input.external_ids && cleanExternalIds(faults, input.external_ids);
  const customFields = input.custom_fields && cleanFields(faults, input.custom_fields);
  faults.check();
  return { texts, email, emails, externalIds, companyId: input.company_id, customFields };
}

/** A company's input, checked. */
export interface CleanCompany {
  texts: {
    name?: string | null;
    plan?: string | null;
    stage?: string | null;
    note?: string | null;
  };
  revenue?: number | null;
  domain?: string | null;
  domains?: string[];
  externalIds?: Identity[];
  customFields?: Record<string, FieldValue>;
}

/** The largest revenue that is stored. */
const MOST_REVENUE = 1e13;

/** @throws {AppError} 400 naming each wrong field */
export function cleanCompany(input: CompanyInput): CleanCompany {
  const faults = new Faults();
  const texts = {
    name: cleanField(faults, "name", input.name, LENGTHS.name),
    plan: cleanField(faults, "plan", input.plan, LENGTHS.plan),
    stage: cleanField(faults, "stage", input.stage, LENGTHS.stage),
    note: cleanField(faults, "note", input.note, LENGTHS.note, false),
  };
  const { revenue } = input;
  if (typeof revenue === "number" && !(revenue >= 0 && revenue <= MOST_REVENUE)) {
    faults.add("revenue", "revenue must be a number from 0 to 10,000,000,000,000.");
  }
  const named = (field: string, given: string[]) =>
    given.flatMap((one) => {
      if (one.trim() === "") return [];
      const domain = cleanDomain(one);
      if (domain === null) faults.add(field, `${field}: enter a domain such as example.com.`);
      return domain === null ? [] : [domain];
    });
  const domains = input.domains && [...new Set(named("domains", input.domains))];
  if (domains && domains.length > MOST_IDENTITIES) {
    faults.add("domains", `domains holds more than ${MOST_IDENTITIES}. Send fewer.`);
  }
  const domain = input.domain === undefined
    ? undefined
    : named("domain", [input.domain ?? ""])[0] ?? null;
  const externalIds = input.external_ids && cleanExternalIds(faults, input.external_ids);
  const customFields = input.custom_fields && cleanFields(faults, input.custom_fields);
  faults.check();
  return { texts, revenue, domain, domains, externalIds, customFields };
}
