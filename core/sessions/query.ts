import { z } from "zod";
import type { SessionFilter } from "./filter.ts";
import { cleanText } from "../text.ts";

/** The most sessions on one page. */
export const MAX_LIMIT = 1_000;

const text = z.string().max(1_000, "must be at most 1000 characters").transform(cleanText);
const flag = z.enum(["true", "false", "1", "0"], "must be true or false")
  .transform((value) => value === "true" || value === "1");
const whole = (least: number, most: number) =>
  z.string().regex(/^-?\d{1,15}$/, "must be a whole number").transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));
/** Items between commas; one that nothing readable is left of stays, as one that finds nothing. */
const list = z.string().max(4_000, "must be at most 4000 characters").transform((value) => [
  ...new Set(
    value.split(",").filter((item) => item.trim() !== "").map((item) => cleanText(item).trim()),
  ),
]);

const DATE = "must be an ISO 8601 date such as 2026-01-15 or 2026-01-15T10:30:00Z";

/** A date means its whole day in UTC: its first moment as a start, its last as an end. */
const date = (end: boolean) =>
  z.string().transform((value, context) => {
    // A plus sign in an address that nobody encoded arrives as a space.
    const given = value.trim().replace(/ (?=\d\d:?\d\d$)/, "+");
    const day = z.iso.date().safeParse(given).success;
    const valid = day || z.iso.datetime({ offset: true, local: true }).safeParse(given).success;
    const zoned = day ? `${given}T${end ? "23:59:59.999" : "00:00:00.000"}Z` : given;
    const time = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(zoned) ? zoned : `${zoned}Z`);
    // The year 0 and years of five digits are times of JavaScript, not of PostgreSQL.
    if (valid && /^(?!0000)\d{4}-/.test(isoOf(time))) return time;
    context.addIssue({ code: "custom", message: DATE });
    return z.NEVER;
  });

function isoOf(time: Date): string {
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

const fields = {
  search: text.optional(),
  sessionId: text.optional(),
  name: text.optional(),
  status: z.enum(["active", "closed"], "must be active or closed").optional(),
  source: text.optional(),
  tags: list.optional(),
  dateFrom: date(false).optional(),
  dateTo: date(true).optional(),
  showArchived: flag.optional(),
  isHumanTakeover: flag.optional(),
  isAnalyzed: flag.optional(),
  needsHuman: flag.optional(),
  companyId: text.optional(),
  contactId: text.optional(),
  productScopeIds: list.optional(),
} satisfies Record<keyof SessionFilter, z.ZodType>;

/** The filters of a list, as query parameters. */
export const filterQuery = z.object(fields);

/** The documented query parameters of `GET /api/sessions`, and the cursor. */
export const sessionQuery = z.object({
  ...fields,
  limit: whole(1, MAX_LIMIT).default(50),
  offset: whole(0, 1_000_000_000).default(0),
  cursor: text.optional(),
  stats: flag.optional(),
});

/** Query parameters as an object; empty ones count as absent, of repeated ones the first counts. */
export function queryOf(url: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) {
    if (value !== "" && !Object.hasOwn(query, name)) query[name] = value;
  }
  return query;
}
