import { isSafeId } from "../core/access/mod.ts";
import { now } from "../core/clock.ts";
import {
  createContact,
  type CustomerKind,
  type CustomerPage,
  deleteContact,
  dismissPair,
  issuesOfCustomer,
  listContacts,
  mergeCustomers,
  readContact,
  selectIdentities,
  selectMerges,
  selectSuggestions,
  sessionsOfCustomer,
  type Setter,
  splitIdentity,
  unmergeCustomers,
  updateContact,
} from "../core/customers/mod.ts";
import type { Db } from "../core/db/mod.ts";
import { notFound } from "../core/errors.ts";
import { check, readJson } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import {
  contactBody,
  contactPatchBody,
  contactQuery,
  customerMergeBody,
  customerUnmergeBody,
  splitBody,
} from "./schemas/customer_body.ts";
import { queryOf } from "./schemas/session_query.ts";

/** How many sessions and issues a single contact or company shows. */
const SHOWN = 50;

/** `GET` of a project's contacts. */
export async function getContacts(c: ApiContext): Promise<Response> {
  const { limit, cursor, sort, ...filter } = check(contactQuery, queryOf(c.req.url));
  const { services: { sql }, projectId } = c.var;
  const page = await listContacts(sql, projectId, filter, { limit, cursor, sort });
  return c.json(pageBody(c, "contacts", page));
}

/** `POST`: adds a contact. */
export async function postContact(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(contactBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const id = await createContact(sql, c.var.projectId, body, setterOf(c));
    return { status: 201, body: { contact: await readContact(sql, c.var.projectId, id) } };
  });
}

/** `GET` of one contact: why it is recognised, who may be the same person, what they said. */
export async function getOneContact(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const contact = await readContact(sql, projectId, customerIdOf(c, "contact"));
  const [identities, suggestions, sessions, issues] = await Promise.all([
    selectIdentities(sql, projectId, "contact", contact.id),
    selectSuggestions(sql, projectId, contact.id),
    sessionsOfCustomer(sql, projectId, "contact", contact.id, SHOWN),
    issuesOfCustomer(sql, projectId, "contact", contact.id, SHOWN),
  ]);
  return c.json({
    contact: {
      ...contact,
      identities,
      suggestions: suggestions.map(({ contactId, ...rest }) => ({
        contact_id: contactId,
        ...rest,
      })),
      sessions,
      issues,
    },
  });
}

/** `PATCH`: changes a contact. */
export async function patchContact(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(contactPatchBody, value, c.var.schemaStatus);
  const { services: { sql }, projectId } = c.var;
  const id = customerIdOf(c, "contact");
  await updateContact(sql, projectId, id, body, setterOf(c));
  return c.json({ contact: await readContact(sql, projectId, id) });
}

/** `DELETE`: removes a contact; what they said stays, without them. */
export async function removeContact(c: ApiContext): Promise<Response> {
  await deleteContact(c.var.services.sql, c.var.projectId, customerIdOf(c, "contact"));
  return new Response(null, { status: 204 });
}

/** `POST`: makes another contact a part of this one. */
export async function postContactMerge(c: ApiContext): Promise<Response> {
  return await merge(c, "contact", readContact);
}

/** `POST`: takes a merge apart. */
export async function postContactUnmerge(c: ApiContext): Promise<Response> {
  return await unmerge(c, "contact", readContact);
}

/** `POST`: makes one identity a contact of its own. */
export async function postContactSplit(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(splitBody, value, c.var.schemaStatus);
  const { projectId } = c.var;
  return await once(c, text, async (sql) => {
    const id = await splitIdentity(sql, projectId, customerIdOf(c, "contact"), body, setterOf(c));
    return { status: 201, body: { contact: await readContact(sql, projectId, id) } };
  });
}

/** `DELETE` of a suggestion: the two are two people. */
export async function removeSuggestion(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const { id } = await readContact(sql, projectId, customerIdOf(c, "contact"));
  const otherId = c.req.param("otherId") ?? "";
  if (!isSafeId(otherId)) throw notFound("Contact");
  await readContact(sql, projectId, otherId);
  await dismissPair(sql, projectId, id, otherId, setterOf(c).who, now());
  return new Response(null, { status: 204 });
}

/** Merges as the body says; the kept one is answered. */
export async function merge<Row>(
  c: ApiContext,
  kind: CustomerKind,
  read: (db: Db, projectId: string, id: string) => Promise<Row>,
): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const { other_id, fields } = check(customerMergeBody, value, c.var.schemaStatus);
  const { projectId } = c.var;
  const id = customerIdOf(c, kind);
  return await once(c, text, async (sql) => {
    const mergeId = await mergeCustomers(
      sql,
      projectId,
      kind,
      id,
      other_id,
      fields ?? {},
      setterOf(c),
    );
    return { status: 200, body: { merge_id: mergeId, [kind]: await read(sql, projectId, id) } };
  });
}

/** Takes a merge into this customer apart; the one that is there again is answered. */
export async function unmerge<Row>(
  c: ApiContext,
  kind: CustomerKind,
  read: (db: Db, projectId: string, id: string) => Promise<Row>,
): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const { merge_id } = check(customerUnmergeBody, value, c.var.schemaStatus);
  const { projectId } = c.var;
  const id = customerIdOf(c, kind);
  return await once(c, text, async (sql) => {
    const merges = await selectMerges(sql, projectId, id);
    if (!merges.some((one) => one.id === merge_id)) throw notFound("Merge");
    const backId = await unmergeCustomers(sql, projectId, merge_id, setterOf(c));
    return { status: 200, body: { [kind]: await read(sql, projectId, backId) } };
  });
}

/** Who sets what this request writes. */
export function setterOf(c: ApiContext): Setter {
  const { caller } = c.var;
  return caller.kind === "person"
    ? { by: "person", who: caller.user.id, name: caller.user.name }
    : { by: "api", who: caller.key.keyId };
}

/** A page as the documented paths answer it. */
export function pageBody<Row>(c: ApiContext, name: string, page: CustomerPage<Row>) {
  return {
    [name]: page.rows,
    // The overview wraps lists in a data field.
    ...(new URL(c.req.url).pathname.endsWith("/customers") ? { data: page.rows } : {}),
    total: page.total,
    ...(page.isTotalExact ? {} : { total_is_lower_bound: true }),
    ...(page.nextCursor ? { next_cursor: page.nextCursor } : {}),
  };
}

/** The contact's or company's id in the address; an odd one is as unknown as none. */
export function customerIdOf(c: ApiContext, kind: CustomerKind): string {
  const id = c.req.param(kind === "contact" ? "contactId" : "companyId");
  if (!isSafeId(id)) throw notFound(kind === "contact" ? "Contact" : "Company");
  return id;
}
