import { z } from "zod";

/** What the addresses of analytics take; the days themselves are checked in core/analytics. */
export const analyticsQuery = z.object({
  days: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  by: z.enum(["source", "tag"], "must be source or tag").default("source"),
  limit: z.coerce.number("must be a whole number from 1 to 1000")
    .int("must be a whole number from 1 to 1000").min(1, "must be at least 1")
    .max(1_000, "must be at most 1000").default(10),
  format: z.enum(["json", "csv"], "must be json or csv").default("json"),
});
