import { z } from "zod";
import { type Sql, transaction, type Tx } from "../../core/db/mod.ts";
import { AppError, messageOf } from "../../core/errors.ts";
import { log } from "../../core/log.ts";
import { input, output } from "./components.ts";
import { detailsOf } from "./faults.ts";

/** The most items of one request. */
export const MOST_ITEMS = 500;

const detail = z.strictObject({
  field: z.string().optional(),
  code: z.string(),
  message: z.string(),
});

/** What became of the items of one request. */
export const bulkResult = output(
  "BulkResult",
  z.strictObject({
    data: z.array(z.strictObject({
      index: z.int().describe("The item's place in the request, from 0."),
      status: z.enum(["created", "updated", "unchanged", "failed"]),
      id: z.string().nullable().describe("Of what was made or found; null when it failed."),
      external_id: z.string().nullable(),
      error: z.strictObject({
        code: z.string(),
        message: z.string(),
        errors: z.array(detail).describe("What is wrong, field by field."),
      }).nullable(),
    })),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
  }).describe("One result for each item, in the order of the request."),
);

/** What became of one item that did not fail. */
export interface Done {
  status: "created" | "updated" | "unchanged";
  id: string;
  external_id: string | null;
}

/**
 * The body of a request that makes many things: the one for the document, and the one that lets
 * wrong items through to fail on their own.
 */
export function bulkBody<Item extends z.ZodType>(id: string, field: string, item: Item) {
  const described = z.strictObject({ [field]: z.array(item).min(1).max(MOST_ITEMS) })
    .describe(`Up to ${MOST_ITEMS} at once; each is made or not, whatever becomes of the others.`);
  const loose = z.strictObject({ [field]: z.array(z.unknown()).min(1).max(MOST_ITEMS) });
  return { body: input(id, described), looseBody: loose };
}

/**
 * Works items off, each in a transaction of its own: what is wrong with one leaves the others alone.
 *
 * @param work stores one checked item
 */
export async function eachItem<Item extends z.ZodType>(
  db: Sql | Tx,
  schema: Item,
  items: unknown[],
  work: (tx: Tx, item: z.output<Item>) => Promise<Done>,
) {
  const data = [];
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const [index, given] of items.entries()) {
    const result = await oneItem(db, schema, given, work);
    counts[result.status]++;
    data.push({ index, ...result });
  }
  return { data, ...counts };
}

async function oneItem<Item extends z.ZodType>(
  db: Sql | Tx,
  schema: Item,
  given: unknown,
  work: (tx: Tx, item: z.output<Item>) => Promise<Done>,
) {
  const checked = schema.safeParse(given);
  if (!checked.success) {
    const errors = detailsOf(checked.error, given);
    return failed("invalid", errors[0]!.message, errors);
  }
  try {
    return { ...await transaction(db, (tx) => work(tx, checked.data)), error: null };
  } catch (error) {
    if (!(error instanceof AppError)) {
      // The items after it may well succeed, and the caller has to know which did.
      log.error("An item of a bulk request failed", { reason: messageOf(error) });
      return failed("internal", "Something went wrong on our side. Send this item again.", []);
    }
    const errors = (error.details ?? []).map(({ field, message, code }) => ({
      ...(field ? { field } : {}),
      code: code ?? "invalid",
      message,
    }));
    return failed(error.code, error.message, errors);
  }
}

function failed(code: string, message: string, errors: z.output<typeof detail>[]) {
  return {
    status: "failed" as const,
    id: null,
    external_id: null,
    error: { code, message, errors },
  };
}
