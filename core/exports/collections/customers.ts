import { z } from "zod";
import { data, id, oneOf, provenance, text, time } from "../fields_model.ts";
import { collection } from "./collection.ts";

const kind = text(200);
const value = text(2_000);

/** Companies, the people in them, and what each is recognised by. */
export const customerCollections = [
  collection(
    "companies",
    z.strictObject({
      id,
      name: text().nullable(),
      domain: text(2_000).nullable(),
      external_id: text(2_000).nullable(),
      plan: text().nullable(),
      stage: text().nullable(),
      revenue: z.number().nullable(),
      note: text().nullable(),
      custom_fields: data,
      provenance,
      created_at: time,
      updated_at: time,
    }),
    ["id"],
  ),
  collection(
    "company_identities",
    z.strictObject({
      kind,
      value,
      company_id: id,
      origin: text(200).nullable(),
      created_at: time,
    }),
    ["kind", "value"],
  ),
  collection(
    "contacts",
    z.strictObject({
      id,
      name: text().nullable(),
      email: text(2_000).nullable(),
      company_id: id.nullable(),
      title: text().nullable(),
      phone: text().nullable(),
      note: text().nullable(),
      custom_fields: data,
      provenance,
      created_at: time,
      updated_at: time,
    }),
    ["id"],
  ),
  collection(
    "contact_identities",
    z.strictObject({
      kind,
      value,
      contact_id: id,
      origin: text(200).nullable(),
      found_kind: kind.nullable(),
      found_value: value.nullable(),
      created_at: time,
    }),
    ["kind", "value"],
  ),
  collection(
    "contact_suggestions",
    z.strictObject({
      first_id: id,
      second_id: id,
      kind,
      value,
      origin: text(200).nullable(),
      status: oneOf("open", "dismissed"),
      decided_by: text(200).nullable(),
      created_at: time,
      decided_at: time.nullable(),
    }),
    ["first_id", "second_id"],
  ),
];
