import type { z } from "zod";
import type { SyncItem } from "../contract/mod.ts";

/** What a person is told about an item that could not be taken. */
export type Problem = Extract<SyncItem, { type: "problem" }>;

/**
 * Maps one item of a provider. Whatever goes wrong becomes a problem of that item, in words, and
 * never ends the run.
 *
 * @param externalId the item's id, where it could be read
 * @param what what it is, to begin the sentence with: `Call "Demo"`
 */
export function mapped<Value>(
  externalId: string | undefined,
  what: string,
  map: () => Value,
): Value | Problem {
  try {
    return map();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { type: "problem", externalId, message: `${what} could not be read. ${why}` };
  }
}

/**
 * Checks what a provider sent against a schema.
 *
 * @returns what the schema makes of it
 * @throws {Error} naming the first field that differs
 */
export function shaped<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new Error(`${path.join(".") || "The answer"}: ${message}`);
}
