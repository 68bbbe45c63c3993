import { invalid, tooLarge } from "../errors.ts";

/** How many requests a minute the keys of a project may make; see `planLimits` of core/access. */
export const plans = ["free", "pro", "enterprise", "unlimited"] as const;

/** One of the plans; the operator chooses it. */
export type Plan = (typeof plans)[number];

/** One project: a tenant with its own sessions, members and keys. */
export interface Project {
  id: string;
  name: string;
  plan: Plan;
  /** Free-form, each module has its own key at the top level. */
  settings: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
}

/** The most that the settings of a project may hold in one change, in characters of JSON. */
export const settingsMaximum = 100_000;

/** Whether `value` is the name of a plan. */
export function isPlan(value: unknown): value is Plan {
  return typeof value === "string" && (plans as readonly string[]).includes(value);
}

/**
 * The plan named by `value`.
 *
 * @throws AppError 400 that lists the plans
 */
export function checkPlan(value: unknown, field = "plan"): Plan {
  if (isPlan(value)) return value;
  throw invalid(field, `Unknown plan. Use one of: ${plans.join(", ")}.`);
}

/**
 * A change of settings that the database can store: an object of plain JSON, not too large, without
 * NUL characters or broken surrogates.
 *
 * @throws AppError 400 or 413
 */
export function checkSettings(value: unknown, field = "settings"): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(field, "Settings must be an object. Send the keys to change, null removes one.");
  }
  const text = JSON.stringify(value);
  if (text.length > settingsMaximum) {
    throw tooLarge(`Settings are too large. Send at most ${settingsMaximum} characters.`);
  }
  // JSON.stringify writes both as escapes, which PostgreSQL's jsonb refuses.
  if (/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/i.test(text)) {
    throw invalid(field, "Settings hold characters that are not text. Remove NUL characters.");
  }
  return JSON.parse(text);
}
