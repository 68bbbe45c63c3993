import { z } from "zod";

/** Schemas of what is sent, by the name they have in the document. */
export const inputs = z.registry<{ id: string }>();
/** Schemas of what is answered, by the name they have in the document. */
export const outputs = z.registry<{ id: string }>();

/**
 * Names a schema of a request's body.
 *
 * @param id the component's name in the document, such as `SessionCreate`
 */
export function input<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  inputs.add(schema, { id });
  return schema;
}

/** Names a schema of an answer's body. */
export function output<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  outputs.add(schema, { id });
  return schema;
}

/**
 * One page of a list: `{data, has_more, next_cursor}`.
 *
 * @param id the component's name, such as `SessionList`
 */
export function pageOf<Item extends z.ZodType>(id: string, item: Item) {
  return output(
    id,
    z.strictObject({
      data: z.array(item),
      has_more: z.boolean().describe("Whether the list goes on after this page."),
      next_cursor: z.string().nullable().describe(
        "Give it as `cursor` to read on; null at the end of the list.",
      ),
    }),
  );
}

/** A page as it is answered. */
export function page<Item>(data: Item[], nextCursor: string | null) {
  return { data, has_more: nextCursor !== null, next_cursor: nextCursor };
}
