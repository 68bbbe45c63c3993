import { z } from "zod";
import { DECISION_ACTIONS, MOST_REVIEWS } from "../../core/review/mod.ts";
import { ISSUE_TYPES } from "../../core/issues/mod.ts";
import { cleanText } from "../../core/text.ts";

const object = "must be a JSON object";
const id = z.string().min(1, "must not be empty").max(64, "must be at most 64 characters")
  .transform(cleanText);
const text = (most: number) =>
  z.string().max(most, `must be at most ${most} characters`).transform(cleanText);

/** What has many sessions reviewed. */
export const reviewBulkBody = z.object({
  session_ids: z.array(z.unknown()).min(1, "must hold at least 1")
    .max(MOST_REVIEWS, `must hold at most ${MOST_REVIEWS}`).pipe(z.array(id)),
}, object);

/** What decides about a suggestion. */
export const decisionBody = z.object({
  action: z.enum(DECISION_ACTIONS, `must be one of ${DECISION_ACTIONS.join(", ")}`),
  value: z.object({
    tag: text(64).optional(),
    text: text(2_000).optional(),
    issue_id: id.optional(),
    contact_id: id.optional(),
    company_id: id.optional(),
    title: text(200).optional(),
    type: z.enum(ISSUE_TYPES, `must be one of ${ISSUE_TYPES.join(", ")}`).optional(),
    description: text(20_000).nullable().optional(),
  }, object).optional(),
}, object).refine(({ action, value }) => action !== "change" || value !== undefined, {
  path: ["value"],
  message: "is missing: say what to put in place instead",
});

/** How a list of decisions is asked for. */
export const decisionQuery = z.object({
  state: z.enum(["waiting", "decided"], "must be waiting or decided").default("waiting"),
  limit: z.coerce.number("must be a number").int("must be a whole number")
    .min(1, "must be at least 1").max(100, "must be at most 100").default(50),
  cursor: z.string().max(200, "must be at most 200 characters").optional(),
});
