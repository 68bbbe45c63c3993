import { z } from "zod";
import { cleanText } from "../text.ts";
import { ISSUE_STATUSES, ISSUE_TYPES, type IssueStatus, type IssueType } from "./issues_model.ts";
import { PRIORITY_LEVELS, type PriorityLevel } from "./priority.ts";

/** Which issues a list shows; what is absent does not filter. Merged ones are in no list. */
export interface IssueFilter {
  /** Words in title, description or quotes. */
  search?: string;
  status?: IssueStatus[];
  /** Open, planned or in progress; or the opposite. */
  isOpen?: boolean;
  type?: IssueType[];
  priority?: PriorityLevel[];
  /** In at least one of these areas or initiatives. */
  productScopeIds?: string[];
  /** Asked for in at least one session with one of these tags. */
  tag?: string[];
  /** Asked for by somebody of this company, or by this contact, or in this session. */
  companyId?: string;
  contactId?: string;
  sessionId?: string;
  hasEvidence?: boolean;
}

/** The orders of the list, each from the most to the least. */
export const ISSUE_SORTS = ["priority", "newest", "last_evidence", "reach"] as const;
/** See {@link ISSUE_SORTS}. */
export type IssueSort = (typeof ISSUE_SORTS)[number];

/** The most issues on one page. */
export const MAX_ISSUES = 500;

const text = z.string().max(1_000, "must be at most 1000 characters").transform(cleanText);
const flag = z.enum(["true", "false", "1", "0"], "must be true or false")
  .transform((value) => value === "true" || value === "1");
const items = z.string().max(4_000, "must be at most 4000 characters").transform((value) => [
  ...new Set(value.split(",").map((item) => cleanText(item).trim()).filter((item) => item !== "")),
]);
const several = <Word extends string>(words: readonly Word[]) =>
  items.pipe(
    z.array(z.enum(words as [Word, ...Word[]], `must be some of ${words.join(", ")}`)),
  );

const fields = {
  search: text.optional(),
  status: several(ISSUE_STATUSES).optional(),
  isOpen: flag.optional(),
  type: several(ISSUE_TYPES).optional(),
  priority: several(PRIORITY_LEVELS).optional(),
  productScopeIds: items.optional(),
  tag: items.optional(),
  companyId: text.optional(),
  contactId: text.optional(),
  sessionId: text.optional(),
  hasEvidence: flag.optional(),
} satisfies Record<keyof IssueFilter, z.ZodType>;

const sort = z.enum(ISSUE_SORTS, `must be one of ${ISSUE_SORTS.join(", ")}`);

/** The filters of the list, as query parameters. */
export const issueFilterQuery = z.object({ ...fields, sort: sort.optional() });

/** The query parameters of `GET /api/issues`. */
export const issueQuery = z.object({
  ...fields,
  sort: sort.default("priority"),
  limit: z.string().regex(/^\d{1,9}$/, "must be a whole number").transform(Number)
    .pipe(
      z.number().min(1, "must be at least 1").max(MAX_ISSUES, `must be at most ${MAX_ISSUES}`),
    ).default(50),
  cursor: text.optional(),
});
