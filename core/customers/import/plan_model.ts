import {
  type Identity,
  isKept,
  noted,
  type Provenance,
  searchWords,
  type Setter,
} from "../customer_model.ts";
import type { FieldValue } from "../input.ts";

/** A contact or company as an import finds it. */
export interface Stored {
  id: string;
  name: string | null;
  /** The e-mail address or the domain that is shown. */
  shown: string | null;
  company_id: string | null;
  custom_fields: Record<string, FieldValue>;
  provenance: Provenance;
  /** title, phone, note; plan, stage, revenue, note. */
  fields: Record<string, string | number | null>;
}

/** What an import makes of one customer: the row to write, and what it is recognised by. */
export interface Draft extends Stored {
  isNew: boolean;
  isChanged: boolean;
  /** The company before, when it changes. */
  formerCompany: string | null;
  identities: Identity[];
  /** What a known one was found by. */
  found: Identity | null;
}

/** A draft of one that exists. */
export function draftOf(stored: Stored): Draft {
  return {
    ...stored,
    fields: { ...stored.fields },
    custom_fields: { ...stored.custom_fields },
    provenance: { ...stored.provenance },
    isNew: false,
    isChanged: false,
    formerCompany: stored.company_id,
    identities: [],
    found: null,
  };
}

/** A draft of one that is made. */
export function newDraft(id: string): Draft {
  return {
    ...draftOf({
      id,
      name: null,
      shown: null,
      company_id: null,
      custom_fields: {},
      provenance: {},
      fields: {},
    }),
    isNew: true,
    isChanged: true,
  };
}

/** What one row says about a customer. */
export interface News {
  name?: string;
  shown?: string;
  companyId?: string;
  fields: Record<string, string | number | null>;
  custom: Record<string, FieldValue>;
}

/**
 * Writes news into a draft. Empty ones change nothing, and what a person wrote stays.
 *
 * @param shownField `email` or `domain`
 */
export function applyNews(
  draft: Draft,
  news: News,
  shownField: "email" | "domain",
  setter: Setter,
  at: Date,
): void {
  const changed: string[] = [];
  const set = (field: string, before: unknown, value: unknown, write: () => void) => {
    if (value === undefined || value === null || value === before) return;
    if (isKept(draft.provenance, field, setter)) return;
    write();
    changed.push(field);
  };
  set("name", draft.name, news.name, () => draft.name = news.name!);
  // The address that is shown stays; others become known beside it.
  if (draft.shown === null) set(shownField, null, news.shown, () => draft.shown = news.shown!);
  set("company_id", draft.company_id, news.companyId, () => draft.company_id = news.companyId!);
  for (const [field, value] of Object.entries(news.fields)) {
    set(field, draft.fields[field] ?? null, value, () => draft.fields[field] = value);
  }
  for (const [name, value] of Object.entries(news.custom)) {
    const field = `custom_fields.${name}`;
    set(field, draft.custom_fields[name], value, () => draft.custom_fields[name] = value);
  }
  if (changed.length === 0) return;
  draft.isChanged = true;
  Object.assign(draft.provenance, noted(changed, setter, at));
}

/** The words a draft is found by. */
export function wordsOf(draft: Draft): string[] {
  return searchWords(draft.name, draft.shown);
}

/** An identity as the key of a map, and of rows of the same file. */
export function keyOf(kind: "contact" | "company", identity: Identity): string {
  return `${kind}\n${identity.kind}\n${identity.value}`;
}
