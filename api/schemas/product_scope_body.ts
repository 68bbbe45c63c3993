import { z } from "zod";
import { SCOPE_KINDS, SCOPE_NAME_LENGTH } from "../../core/product_scopes/mod.ts";
import { cleanText } from "../../core/text.ts";

const text = (most: number, least = 0) =>
  z.string().max(most, `must be at most ${most} characters`).transform(cleanText)
    .refine((value) => value.length >= least, "must not be empty");
const object = "must be a JSON object";

const fields = {
  name: text(SCOPE_NAME_LENGTH, 1),
  kind: z.enum(SCOPE_KINDS, "must be area or initiative").optional(),
  parent_id: text(64, 1).nullable().optional(),
  description: text(5_000).nullable().optional(),
  position: z.int("must be a whole number").min(0, "must be at least 0").max(1_000_000)
    .optional(),
};

/** What `POST /api/product-scopes` takes. */
export const productScopeBody = z.object(fields, object);

/** What `PATCH` of a product scope takes. */
export const productScopePatchBody = z.object({ ...fields, name: fields.name.optional() }, object)
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    "must hold at least one of name, kind, parent_id, description, position",
  );
