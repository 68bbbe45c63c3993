import { z } from "zod";
import {
  contactsByIds,
  createContact,
  customerKnownBy,
  deleteContact,
  type Identity,
  listContacts,
  lockContact,
  readCompany,
  readContact,
  updateContact,
} from "../../core/customers/mod.ts";
import type { Tx } from "../../core/db/mod.ts";
import { bulkBody, bulkResult, type Done, eachItem } from "./bulk.ts";
import { page } from "./components.ts";
import {
  contact,
  type ContactCreate,
  contactCreate,
  contactList,
  contactUpdate,
} from "./contact_schemas.ts";
import { expanding, idGiven, paging, sorting, words } from "./fields.ts";
import { type Call, operation } from "./operation.ts";
import { presentCompany, presentContact } from "./present.ts";

const tag = "Contacts";
const params = { contact_id: { description: "The contact's id.", noun: "Contact" } };
const EXPANDABLE = ["company"] as const;

/** The orders of the list, as the core calls them. */
const SORTS = {
  "-created_at": "created",
  "-last_activity_at": "activity",
  "-session_count": "sessions",
  name: "name",
} as const;

/** Who sets what a call writes. */
export const setterOf = ({ key }: Pick<Call, "key">) => ({ by: "api" as const, who: key.keyId });

const list = operation({
  id: "listContacts",
  method: "get",
  path: "/contacts",
  tag,
  summary: "List contacts",
  scope: "read",
  query: z.strictObject({
    ...paging,
    sort: sorting(Object.keys(SORTS) as [keyof typeof SORTS, ...(keyof typeof SORTS)[]]),
    search: words(300).optional().describe("Beginnings of words of name, address or company."),
    email: words(320).optional().describe("The contact with this address."),
    external_id: words(255).optional().describe("The contact with this id of yours."),
    company_id: idGiven.optional(),
    has_sessions: z.boolean().optional(),
    stage: words(60).optional().describe("Of their company."),
    plan: words(60).optional().describe("Of their company."),
  }),
  responses: { 200: { description: "A page of contacts.", schema: contactList } },
  handler: async ({ sql, projectId, query }) => {
    const { limit, cursor, sort, email, external_id, ...filter } = query;
    const identities: Identity[] = [
      ...(email === undefined ? [] : [{ kind: "email", value: email }]),
      ...(external_id === undefined ? [] : [{ kind: "user", value: external_id }]),
    ];
    if (identities.length > 0) {
      const ids = await Promise.all(
        identities.map((one) => customerKnownBy(sql, projectId, "contact", [one])),
      );
      // Both have to be the same contact's.
      const [id] = ids;
      const isOne = id && ids.every((other) => other === id);
      const rows = isOne ? await contactsByIds(sql, projectId, [id]) : [];
      return { status: 200, body: page(rows.map(presentContact), null) };
    }
    const { rows, nextCursor } = await listContacts(sql, projectId, {
      search: filter.search,
      companyId: filter.company_id,
      hasSessions: filter.has_sessions,
      stage: filter.stage,
      plan: filter.plan,
    }, { limit, cursor, sort: SORTS[sort] });
    return { status: 200, body: page(rows.map(presentContact), nextCursor) };
  },
});

const create = operation({
  id: "createContact",
  method: "post",
  path: "/contacts",
  tag,
  summary: "Create a contact",
  description: "An address or id that another contact has is refused with 409.",
  scope: "write",
  body: contactCreate,
  responses: { 201: { description: "The new contact.", schema: contact } },
  example: {
    name: "Jane Smith",
    email: "jane.smith@example.com",
    external_ids: [{ source: "user", id: "4711" }],
    custom_fields: { seats: 12 },
  },
  isVersioned: true,
  handler: async (call) => {
    const id = await createContact(call.db, call.projectId, call.body, setterOf(call));
    return { status: 201, body: presentContact(await readContact(call.db, call.projectId, id)) };
  },
});

const createMany = operation({
  id: "createContacts",
  method: "post",
  path: "/contacts/bulk",
  tag,
  summary: "Create or change many contacts",
  description:
    "Up to 500. One whose `external_ids` or address are known is changed instead: what the item holds replaces what is there, addresses and ids are added.",
  scope: "write",
  ...bulkBody("ContactBulkCreate", "contacts", contactCreate),
  responses: { 200: { description: "A result for each contact.", schema: bulkResult } },
  example: { contacts: [{ email: "joe@example.com", name: "Joe" }] },
  handler: async (call) => {
    const work = (tx: Tx, item: ContactCreate) => store(tx, call, item);
    const body = await eachItem(call.db, contactCreate, call.body.contacts!, work);
    return { status: 200, body };
  },
});

/** Makes a contact, or changes the one that is known by what the item names. */
async function store(tx: Tx, call: Call, item: ContactCreate): Promise<Done> {
  const { projectId } = call;
  const externalIds = item.external_ids ?? [];
  const emails = [...(item.email ? [item.email] : []), ...item.emails ?? []];
  const external_id = externalIds[0]?.id ?? null;
  const known = await customerKnownBy(tx, projectId, "contact", [
    ...externalIds.map(({ source, id }) => ({ kind: source, value: id })),
    ...emails.map((value) => ({ kind: "email", value })),
  ]);
  if (known === null) {
    const id = await createContact(tx, projectId, item, setterOf(call));
    return { status: "created", id, external_id };
  }
  const before = await readContact(tx, projectId, known);
  await updateContact(tx, projectId, known, {
    ...item,
    ...(item.emails ? { emails: [...new Set([...item.emails, ...before.emails])] } : {}),
    ...(item.external_ids ? { external_ids: [...before.external_ids, ...externalIds] } : {}),
  }, setterOf(call));
  const after = await readContact(tx, projectId, known);
  const shape = (one: typeof before) => JSON.stringify({ ...presentContact(one), updated_at: 0 });
  const status = shape(before) === shape(after) ? "unchanged" : "updated";
  return { status, id: known, external_id };
}

const hold = ({ db, projectId, params }: Call & { db: Tx }) =>
  lockContact(db, projectId, params.contact_id!);

const current = async ({ db, projectId, params }: Call) =>
  presentContact(await readContact(db, projectId, params.contact_id!));

const read = operation({
  id: "getContact",
  method: "get",
  path: "/contacts/{contact_id}",
  tag,
  summary: "Read a contact",
  description: "The id of a contact that was merged into another one answers the other one.",
  scope: "read",
  params,
  query: z.strictObject({ expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "The contact.", schema: contact } },
  isVersioned: true,
  expandable: EXPANDABLE,
  handler: async (call) => {
    const { sql, projectId, query } = call;
    const shown = await current(call);
    if (!query.expand?.includes("company")) return { status: 200, body: shown };
    const company = shown.company_id
      ? presentCompany(await readCompany(sql, projectId, shown.company_id))
      : null;
    return { status: 200, body: { ...shown, company } };
  },
});

const update = operation({
  id: "updateContact",
  method: "patch",
  path: "/contacts/{contact_id}",
  tag,
  summary: "Change a contact",
  scope: "write",
  params,
  body: contactUpdate,
  responses: { 200: { description: "The contact as it is now.", schema: contact } },
  example: { title: "Head of support", note: "Prefers to be called." },
  isVersioned: true,
  current,
  hold,
  handler: async (call) => {
    const { db, projectId, params, body } = call;
    await updateContact(db, projectId, params.contact_id!, body, setterOf(call));
    return { status: 200, body: await current(call) };
  },
});

const remove = operation({
  id: "deleteContact",
  method: "delete",
  path: "/contacts/{contact_id}",
  tag,
  summary: "Delete a contact",
  description: "What they said stays, without them.",
  scope: "write",
  params,
  responses: { 204: { description: "It is deleted." } },
  current,
  hold,
  handler: async ({ db, projectId, params }) => {
    await deleteContact(db, projectId, params.contact_id!);
    return { status: 204 };
  },
});

/** What can be done with contacts. */
export const contactOperations = [list, create, createMany, read, update, remove];
