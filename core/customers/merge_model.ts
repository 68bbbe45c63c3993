import type { CustomerKind, Provenance } from "./customer_model.ts";

/** A row of a customer as JSON. */
export type StoredRow = Record<string, unknown>;

/** By field: the value of which of the two stays. */
export type MergeChoices = Record<string, "kept" | "other">;

const FIELDS = {
  contact: ["name", "email", "title", "phone", "company_id", "note"],
  company: ["name", "domain", "plan", "stage", "revenue", "note"],
} as const;

/** The fields a merge decides on, in the order a page shows them; own fields come beside them. */
export function choiceFields(kind: CustomerKind): readonly string[] {
  return FIELDS[kind];
}

/** The kept row as it is after a merge, with the provenance of each value. */
export function mergedRow(
  kind: CustomerKind,
  kept: StoredRow,
  gone: StoredRow,
  choices: MergeChoices,
): StoredRow {
  const after: StoredRow = { ...kept };
  const provenance: Provenance = { ...provenanceOf(kept) };
  const takes = (field: string, value: unknown) => {
    const from = provenanceOf(gone)[field];
    if (from) provenance[field] = from;
    else delete provenance[field];
    return value;
  };
  for (const field of FIELDS[kind]) {
    if (takesOther(kept[field], gone[field], choices[field])) {
      after[field] = takes(field, gone[field] ?? null);
    }
  }
  const custom = { ...fieldsOf(kept) };
  for (const [name, value] of Object.entries(fieldsOf(gone))) {
    const field = `custom_fields.${name}`;
    if (takesOther(custom[name], value, choices[field])) custom[name] = takes(field, value);
  }
  return { ...after, custom_fields: custom, provenance };
}

/** The kept row after an unmerge: what nobody changed since the merge is as it was before. */
export function restoredRow(
  kind: CustomerKind,
  present: StoredRow,
  before: StoredRow,
  after: StoredRow,
): StoredRow {
  const restored: StoredRow = { ...present };
  const provenance: Provenance = { ...provenanceOf(present) };
  const goesBack = (field: string) => {
    const was = provenanceOf(before)[field];
    if (was) provenance[field] = was;
    else delete provenance[field];
  };
  for (const field of FIELDS[kind]) {
    const isUntouched = equal(present[field], after[field]);
    if (isUntouched && !equal(before[field], after[field])) {
      restored[field] = before[field] ?? null;
      goesBack(field);
    }
  }
  const custom = { ...fieldsOf(present) };
  const names = new Set([...Object.keys(fieldsOf(before)), ...Object.keys(fieldsOf(after))]);
  for (const name of names) {
    const was = fieldsOf(before)[name];
    const became = fieldsOf(after)[name];
    if (!equal(custom[name], became) || equal(was, became)) continue;
    if (was === undefined) delete custom[name];
    else custom[name] = was;
    goesBack(`custom_fields.${name}`);
  }
  return { ...restored, custom_fields: custom, provenance };
}

function takesOther(kept: unknown, other: unknown, choice: "kept" | "other" | undefined): boolean {
  if (choice !== undefined) return choice === "other";
  return isEmpty(kept) && !isEmpty(other);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function equal(a: unknown, b: unknown): boolean {
  return (a ?? null) === (b ?? null);
}

function fieldsOf(row: StoredRow): Record<string, unknown> {
  return (row.custom_fields ?? {}) as Record<string, unknown>;
}

function provenanceOf(row: StoredRow): Provenance {
  return (row.provenance ?? {}) as Provenance;
}
