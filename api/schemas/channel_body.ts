import { z } from "zod";

/** What changes a channel of a connection; what is absent stays. */
export const channelBody = z.object({
  monitored: z.boolean("must be true or false").optional(),
  mode: z.enum(["interactive", "passive"], "must be interactive or passive").optional(),
  scope: z.enum(["external", "all"], "must be external or all").optional(),
  backfill_from: z.iso.datetime({
    offset: true,
    error: "must be an ISO 8601 time such as 2026-01-15T00:00:00Z, or null",
  }).transform((text) => new Date(text)).nullable().optional(),
  package: z.string("must be the id of a package, or null").max(64, "is no package's id").nullable()
    .optional(),
});
