import { z } from "zod";

const data = z.record(z.string().max(255), z.unknown());
const time = z.iso.datetime({
  offset: true,
  error: "must be an ISO 8601 time such as 2026-01-15T00:00:00Z",
}).transform((text) => new Date(text));

const fields = {
  name: z.string().max(100, "must be at most 100 characters").optional(),
  settings: data.optional(),
  secret: data.optional(),
  frequency: z.enum(["manual", "1h", "6h", "24h"], "must be manual, 1h, 6h or 24h").optional(),
  filter_from: time.nullable().optional(),
  filter_to: time.nullable().optional(),
};

/** What connects a source. */
export const connectionBody = z.object({ source: z.string().min(1).max(64), ...fields });

/** What changes a connection; an absent secret stays. */
export const connectionPatchBody = z.object(fields);

/** How a sync is started. */
export const syncBody = z.object({
  mode: z.enum(["incremental", "full", "scratch"], "must be incremental, full or scratch")
    .default("incremental"),
});
