import { type ErrorDetail, invalidFields, tooLarge } from "../errors.ts";
import type { Schedule, SourceSettings } from "./source_settings.ts";

/** The most UTF-8 bytes of one text. */
export const CONTENT_BYTES = 1_000_000;

/** The most characters of a name. */
export const NAME_LENGTH = 200;

/** The most characters of an address. */
export const URL_LENGTH = 2_000;

/** The kinds that can be typed in. What is stored may be of further kinds. */
export const typedKinds = ["text", "markdown"] as const;

/** How a source came to be: `text`, `markdown`, or a kind that brings its content itself. */
export type KnowledgeKind = string;

/**
 * How far reading a source is. `idle`: not read yet; `partly`: some of its documents could not be
 * read. What was read before stays findable meanwhile.
 */
export type KnowledgeStatus = "idle" | "reading" | "ready" | "partly" | "failed";

/** One source of knowledge, as lists show it. */
export interface KnowledgeSource {
  id: string;
  project_id: string;
  kind: KnowledgeKind;
  name: string;
  /** Where readers find the original, or null. */
  url: string | null;
  /** The text search configuration of its words, such as `english`. */
  language: string;
  status: KnowledgeStatus;
  error: string | null;
  passage_count: number;
  /** Size of the text in characters; of typed ones only. */
  size: number;
  /** What it is read by; empty for typed ones. */
  settings: SourceSettings;
  schedule: Schedule;
  next_read_at: Date | null;
  /** When it was last read to its end. */
  read_at: Date | null;
  /** Its pages or files: all, those that are read, those that failed. */
  documents_total: number;
  documents_done: number;
  documents_failed: number;
  /** Name of the uploaded file, when it is one. */
  file_name: string | null;
  created_at: Date;
  updated_at: Date;
}

/** A source with its text. */
export interface KnowledgeSourceDetail extends KnowledgeSource {
  content: string;
}

/** What a new source is made of. */
export interface NewKnowledgeSource {
  kind: (typeof typedKinds)[number];
  name: string;
  content: string;
  /** An http(s) address, shown with every citation. */
  url?: string | null;
  /** The packages it joins. @default {the default one} */
  package_ids?: string[];
}

/** What may be changed; absent fields stay. */
export type KnowledgeSourcePatch = Partial<NewKnowledgeSource>;

/** A found passage. */
export interface FoundPassage {
  id: string;
  source_id: string;
  source_name: string;
  /** The headings above it, joined by ` > `; empty when there are none. */
  heading: string;
  content: string;
  url: string | null;
  /** The higher the better; comparable within one search only. */
  score: number;
  /** The share of the question's words, by weight, that the passage holds: 0 to 1. */
  coverage: number;
  /** Short stretches of the text, cut into parts that match and parts that do not. */
  highlights: HighlightPart[];
  /** What speaks for it. */
  why?: FoundReason;
}

/** What speaks for a passage. */
export interface FoundReason {
  /** The question's words it holds, as they were asked; `meant` when a misspelt one was understood. */
  words: { word: string; meant: string | null }[];
  /** Parts of the score, each 0 to 1: words anywhere, in headings, in the name, near one another. */
  parts: { words: number; headings: number; name: number; together: number };
  /** How near its meaning is to the question's, 0 to 1; null when no model was asked. */
  meaning: number | null;
}

/** A part of a highlighted stretch. */
export interface HighlightPart {
  text: string;
  hit: boolean;
}

/**
 * Checks a new source, or the change of one.
 *
 * @returns the fields that were given, cleaned
 * @throws AppError 400 naming each bad field, 413 when the text is over {@link CONTENT_BYTES}
 */
export function checkSource(input: unknown, mode: "new" | "change"): KnowledgeSourcePatch {
  const given = (typeof input === "object" && input !== null ? input : {}) as Record<
    string,
    unknown
  >;
  const problems: ErrorDetail[] = [];
  const clean: KnowledgeSourcePatch = {};
  const wanted = (field: string) => mode === "new" || given[field] !== undefined;

  if (wanted("kind")) {
    const kind = given.kind ?? "markdown";
    if (typedKinds.includes(kind as never)) clean.kind = kind as (typeof typedKinds)[number];
    else {
      problems.push({ field: "kind", message: `Unknown kind. Use ${typedKinds.join(" or ")}.` });
    }
  }
  if (wanted("name")) {
    const name = typeof given.name === "string" ? cleanText(given.name).trim() : "";
    if (name.length > 0 && name.length <= NAME_LENGTH) clean.name = name.replace(/\s+/g, " ");
    else {
      const message = `The name is missing or too long. Give it 1 to ${NAME_LENGTH} characters.`;
      problems.push({ field: "name", message });
    }
  }
  if (wanted("content")) {
    const content = typeof given.content === "string" ? cleanText(given.content) : "";
    if (new TextEncoder().encode(content).length > CONTENT_BYTES) {
      throw tooLarge("The content is too large. Send at most 1 MB per entry, or split it.");
    }
    if (content.trim() !== "") clean.content = content;
    else problems.push({ field: "content", message: "The content is empty. Write some text." });
  }
  if (given.url !== undefined) {
    const url = checkUrl(given.url);
    if (url !== undefined) clean.url = url;
    else {
      const message = "The URL is not valid. Use an address that begins with http:// or https://.";
      problems.push({ field: "url", message });
    }
  }
  if (problems.length > 0) throw invalidFields(problems);
  return clean;
}

/** Text as the database can hold it: no NUL, no broken surrogates, line ends as `\n`. */
export function cleanText(text: string): string {
  // U+E000 and U+E001 mark highlights on their way out of the database.
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[\0\uE000\uE001]/g, "");
}

/** An address of the web without credentials; null for none, undefined for what is not one. */
export function checkUrl(value: unknown): string | null | undefined {
  if (value === null || value === "") return null;
  if (typeof value !== "string" || value.length > URL_LENGTH || !URL.canParse(value.trim())) {
    return undefined;
  }
  const url = new URL(value.trim());
  const plain = url.protocol === "http:" || url.protocol === "https:";
  return plain && !url.username && !url.password ? url.href : undefined;
}
