import type { Form } from "../../../../../(_common)/form.ts";
import type { Pair } from "../../(_parts)/pairs.tsx";

/** One message of the form. */
export interface MessageRow {
  sender: string;
  name: string;
  time: string;
  content: string;
}

/** The form as it was filled in; shown again when something is missing. */
export interface NewSessionValues {
  name: string;
  type: string;
  description: string;
  tags: string[];
  isClosed: boolean;
  customerName: string;
  customerEmail: string;
  pageUrl: string;
  pageTitle: string;
  rows: MessageRow[];
  transcript: string;
  /** Who of the transcript is the customer and who is not, by name. */
  speakers: { name: string; sender: string }[];
  metadata: Pair[];
  fields: Pair[];
}

const FIRST_ROWS = 4;
const FIRST_PAIRS = 2;
const MOST_PAIRS = 200;
const DATA_CHARACTERS = 64 * 1024;
/** The same limit as the API's. */
export const MOST_MESSAGES = 5_000;

const emptyPairs = (count: number) => Array.from({ length: count }, () => ({ key: "", value: "" }));

/** More rows for messages, customer and teammate by turns. */
export function emptyRows(count: number, after = 0): MessageRow[] {
  return Array.from({ length: count }, (_, index) => ({
    sender: (after + index) % 2 === 0 ? "user" : "human_agent",
    name: "",
    time: "",
    content: "",
  }));
}

/** The form before anything is filled in. */
export function emptyValues(): NewSessionValues {
  return {
    name: "",
    type: "chat",
    description: "",
    tags: [],
    isClosed: false,
    customerName: "",
    customerEmail: "",
    pageUrl: "",
    pageTitle: "",
    rows: emptyRows(FIRST_ROWS),
    transcript: "",
    speakers: [],
    metadata: emptyPairs(FIRST_PAIRS),
    fields: emptyPairs(FIRST_PAIRS),
  };
}

/** Reads the form as it was sent. */
export function readValues(form: Form): NewSessionValues {
  const [names, times, contents] = ["row_name", "row_time", "row_content"].map(form.all);
  const roles = form.all("speaker_sender");
  return {
    name: form.text("name"),
    type: form.text("type") || "chat",
    description: form.text("description"),
    tags: form.all("tags").filter(Boolean),
    isClosed: form.has("closed"),
    customerName: form.text("customer_name"),
    customerEmail: form.text("customer_email"),
    pageUrl: form.text("page_url"),
    pageTitle: form.text("page_title"),
    rows: form.all("row_sender").slice(0, MOST_MESSAGES).map((sender, index) => ({
      sender,
      name: names![index] ?? "",
      time: times![index] ?? "",
      content: contents![index] ?? "",
    })),
    transcript: form.raw("transcript"),
    speakers: form.all("speaker_name").map((name, index) => ({ name, sender: roles[index] ?? "" })),
    metadata: readPairs(form, "meta"),
    fields: readPairs(form, "field"),
  };
}

/** Reads names and values that stand side by side. */
export function readPairs(form: Form, name: string): Pair[] {
  const values = form.all(`${name}_value`);
  return form.all(`${name}_key`).slice(0, MOST_PAIRS).map((key, index) => ({
    key,
    value: values[index] ?? "",
  }));
}

/**
 * Names and values as a record; empty rows are left out.
 *
 * @param fault is told of what is wrong, for `field`
 */
export function recordOf(
  pairs: Pair[],
  field: string,
  fault: (field: string, message: string) => void,
): Record<string, string> {
  const record = new Map<string, string>();
  for (const { key, value } of pairs) {
    const name = key.trim();
    if (name === "" && value.trim() === "") continue;
    if (name === "") fault(field, `“${value.trim().slice(0, 40)}” has no name. Give it one.`);
    else if (name.length > 255) fault(field, "A name is too long. Use at most 255 characters.");
    else if (record.has(name)) fault(field, `“${name.slice(0, 40)}” is there twice. Rename one.`);
    record.set(name, value.trim());
  }
  const whole = Object.fromEntries(record);
  if (JSON.stringify(whole).length > DATA_CHARACTERS) {
    fault(field, "These are over 64 KB. Shorten them.");
  }
  return whole;
}
