// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type {
  BulkResult,
  Contact,
  ContactBulkCreate,
  ContactCreate,
  ContactUpdate,
} from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.contacts.list` can be told. */
export interface ListContactsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** The order; with a minus sign from the last to the first. @default "-created_at" */
  sort?: "-created_at" | "-last_activity_at" | "-session_count" | "name";
  /** Beginnings of words of name, address or company. */
  search?: string;
  /** The contact with this address. */
  email?: string;
  /** The contact with this id of yours. */
  external_id?: string;
  company_id?: string;
  has_sessions?: boolean;
  /** Of their company. */
  stage?: string;
  /** Of their company. */
  plan?: string;
}

/** What `client.contacts.get` can be told. */
export interface GetContactQuery {
  /** What to bring along, separated by commas: company. */
  expand?: "company"[];
}

/** The people who speak. `client.contacts`. */
export class ContactsResource extends Resource {
  /**
   * List contacts.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListContactsQuery = {}, options: RequestOptions = {}): Pages<Contact> {
    return this.client.list<Contact>({ method: "GET", path: "/contacts", query }, options);
  }

  /**
   * Create a contact.
   *
   * An address or id that another contact has is refused with 409.
   *
   * Needs a key with the scope `write`.
   */
  create(body: ContactCreate, options: RequestOptions = {}): Reply<Contact> {
    return this.client.request<Contact>({
      method: "POST",
      path: "/contacts",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Create or change many contacts.
   *
   * Up to 500. One whose `external_ids` or address are known is changed instead: what the item holds replaces what is there, addresses and ids are added.
   *
   * Needs a key with the scope `write`.
   */
  createMany(body: ContactBulkCreate, options: RequestOptions = {}): Reply<BulkResult> {
    return this.client.request<BulkResult>({
      method: "POST",
      path: "/contacts/bulk",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a contact.
   *
   * The id of a contact that was merged into another one answers the other one.
   *
   * Needs a key with the scope `read`.
   */
  get(
    contactId: string,
    query: GetContactQuery = {},
    options: RequestOptions = {},
  ): Reply<Contact> {
    return this.client.request<Contact>({
      method: "GET",
      path: this.path`/contacts/${contactId}`,
      query,
    }, options);
  }

  /**
   * Change a contact.
   *
   * Needs a key with the scope `write`.
   */
  update(contactId: string, body: ContactUpdate, options: RequestOptions = {}): Reply<Contact> {
    return this.client.request<Contact>({
      method: "PATCH",
      path: this.path`/contacts/${contactId}`,
      body,
    }, options);
  }

  /**
   * Delete a contact.
   *
   * What they said stays, without them.
   *
   * Needs a key with the scope `write`.
   */
  delete(contactId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/contacts/${contactId}` },
      options,
    );
  }
}
