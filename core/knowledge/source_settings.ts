import { type ErrorDetail, invalidFields } from "../errors.ts";
import { checkUrl, cleanText, NAME_LENGTH } from "./knowledge_model.ts";

/** Kinds that are read from elsewhere. */
export const readKinds = ["website", "file", "openapi", "docs_archive"] as const;

/** One of the kinds that are read from elsewhere. */
export type ReadKind = (typeof readKinds)[number];

/** How often a source is read again by itself. */
export const schedules = ["manual", "daily", "weekly"] as const;

/** One of the schedules. */
export type Schedule = (typeof schedules)[number];

/** How much of a website is read. */
export const websiteModes = ["page", "site", "sitemap"] as const;

/** The most pages of one website. */
export const PAGES_MAXIMUM = 5_000;

/** What a source is read by; each kind uses its own part. */
export interface SourceSettings {
  /** Website: one page, all pages below a path, or those of a sitemap. */
  mode?: (typeof websiteModes)[number];
  max_pages?: number;
  /** How many links away from the first page. */
  max_depth?: number;
  /** Only addresses whose path begins like this. */
  path_prefix?: string;
  /** Archive: only files below this folder. */
  folder?: string;
  /** Archive: what the address of a cited file begins with. */
  link_base?: string;
}

/** What a source that is read from elsewhere is made of. */
export interface NewReadSource {
  kind: ReadKind;
  name: string;
  /** Absent when its content is uploaded. */
  url?: string | null;
  settings?: SourceSettings;
  schedule?: Schedule;
}

/** What may be changed; absent fields stay. */
export interface ReadSourcePatch {
  name?: string;
  url?: string;
  settings?: SourceSettings;
  schedule?: Schedule;
}

/** Milliseconds between two reads; null when nobody asked for it. */
export function pauseOf(schedule: Schedule): number | null {
  if (schedule === "manual") return null;
  return (schedule === "daily" ? 1 : 7) * 24 * 60 * 60 * 1_000;
}

/**
 * Checks what a source is made of, or what changes it.
 *
 * @param stored what the source is now; null for a new one
 * @returns the fields that were given, cleaned; settings are complete for the kind
 * @throws AppError 400 naming each bad field
 */
export function checkReadSource(
  given: Partial<NewReadSource>,
  kind: ReadKind,
  stored: { url: string | null; settings: SourceSettings; hasUpload: boolean } | null,
): ReadSourcePatch {
  const problems: ErrorDetail[] = [];
  const fault = (field: string, message: string) => void problems.push({ field, message });
  const clean: ReadSourcePatch = {};
  if (!stored || given.name !== undefined) {
    const name = cleanText(String(given.name ?? "")).replace(/\s+/g, " ").trim();
    if (name.length > 0 && name.length <= NAME_LENGTH) clean.name = name;
    else fault("name", `The name is missing or too long. Give it 1 to ${NAME_LENGTH} characters.`);
  }
  if (given.url !== undefined && given.url !== null) {
    const url = checkUrl(given.url);
    if (!url) {
      fault("url", "The address is not valid. Use one that begins with http:// or https://.");
    } else if (kind === "file" || stored?.hasUpload) {
      fault("url", "This source is an uploaded file and has no address. Leave it out.");
    } else clean.url = url;
  } else if (kind === "website" && !stored) {
    fault("url", "The address is missing. Give the page or sitemap to begin with.");
  }
  if (given.schedule !== undefined) {
    const known = schedules.find((one) => one === given.schedule);
    if (!known) fault("schedule", `The schedule is unknown. Use ${schedules.join(", ")}.`);
    else if (known !== "manual" && (kind === "file" || stored?.hasUpload)) {
      fault("schedule", "An uploaded file does not change by itself. Use manual.");
    } else clean.schedule = known;
  }
  if (given.settings !== undefined || !stored) {
    const merged = { ...stored?.settings, ...given.settings };
    clean.settings = kind === "website"
      ? websiteSettings(merged, fault)
      : kind === "docs_archive"
      ? archiveSettings(merged, fault)
      : {};
  }
  if (problems.length > 0) throw invalidFields(problems);
  return clean;
}

type Fault = (field: string, message: string) => void;

function websiteSettings(given: SourceSettings, fault: Fault): SourceSettings {
  const mode = given.mode ?? "site";
  if (!websiteModes.includes(mode)) {
    fault("settings.mode", `The mode is unknown. Use ${websiteModes.join(", ")}.`);
  }
  const whole = (field: "max_pages" | "max_depth", standard: number, most: number) => {
    const value = given[field] ?? standard;
    const least = field === "max_pages" ? 1 : 0;
    if (!Number.isInteger(value) || value < least || value > most) {
      fault(`settings.${field}`, `${field} is out of range. Use ${least} to ${most}.`);
    }
    return value;
  };
  const prefix = given.path_prefix ?? "";
  if (prefix !== "" && (!prefix.startsWith("/") || prefix.length > 500 || /[\s?#]/.test(prefix))) {
    fault(
      "settings.path_prefix",
      "The path is not valid. Use one that begins with /, as in /docs/.",
    );
  }
  return {
    mode,
    max_pages: whole("max_pages", 200, PAGES_MAXIMUM),
    max_depth: whole("max_depth", 5, 20),
    path_prefix: prefix,
  };
}

function archiveSettings(given: SourceSettings, fault: Fault): SourceSettings {
  const folder = (given.folder ?? "").replace(/^\/+|\/+$/g, "");
  if (folder.length > 300 || folder.split("/").includes("..")) {
    fault("settings.folder", "The folder is not valid. Use one inside the archive, as in docs.");
  }
  const link = given.link_base ? checkUrl(given.link_base) : "";
  if (link === undefined || link === null) {
    fault(
      "settings.link_base",
      "The address of the files is not valid. Use one that begins with https://.",
    );
  }
  return { folder, link_base: link ?? "" };
}
