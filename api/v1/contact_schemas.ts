import { z } from "zod";
import { company, externalIds, externalIdsGiven } from "./company_schemas.ts";
import { input, output, pageOf } from "./components.ts";
import {
  data,
  dataGiven,
  EMPTY_CHANGE,
  idGiven,
  isChange,
  NOT_EMPTY,
  text,
  time,
  words,
} from "./fields.ts";

/** A contact as it is answered. */
export const contact = output(
  "Contact",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable().describe("The address to show."),
    emails: z.array(z.string()).describe("All known addresses, the one to show first."),
    external_ids: externalIds,
    title: z.string().nullable(),
    phone: z.string().nullable(),
    note: z.string().nullable(),
    company_id: z.string().nullable(),
    custom_fields: data,
    session_count: z.int(),
    last_activity_at: time.nullable(),
    created_at: time,
    updated_at: time,
    company: company.nullable().optional().describe("With `expand=company`."),
  }).describe("A person the project talks to."),
);

/** A page of contacts. */
export const contactList = pageOf("ContactList", contact);

const fields = {
  name: text(200).nullable().optional(),
  email: text(320).nullable().optional().describe("The address to show; the others stay known."),
  emails: z.array(words(320)).max(50).optional().describe("All addresses, the one to show first."),
  external_ids: externalIdsGiven,
  title: text(200).nullable().optional(),
  phone: text(60).nullable().optional(),
  note: text(10_000).nullable().optional(),
  company_id: idGiven.nullable().optional(),
  custom_fields: dataGiven.optional().describe(
    "Texts, numbers, true and false by name. Replaces all of them.",
  ),
};

/** A contact as callers give it. */
export const contactCreate = input(
  "ContactCreate",
  z.strictObject(fields).refine(isChange, {
    message: "must hold at least one of name, email and external_ids",
    params: { code: "required" },
  }).meta({ description: "A contact to make.", ...NOT_EMPTY }),
);

/** A checked contact. */
export type ContactCreate = z.output<typeof contactCreate>;

/** What of a contact can be changed. */
export const contactUpdate = input(
  "ContactUpdate",
  z.strictObject(fields).refine(isChange, EMPTY_CHANGE)
    .meta({
      description: "A change of a contact; what is left out stays, null takes away.",
      ...NOT_EMPTY,
    }),
);
