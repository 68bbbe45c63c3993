// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type {
  BulkResult,
  Session,
  SessionBulkCreate,
  SessionBulkUpdate,
  SessionBulkUpdated,
  SessionCreate,
  SessionUpdate,
} from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.sessions.list` can be told. */
export interface ListSessionsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** The order; with a minus sign from the last to the first. @default "-created_at" */
  sort?: "-created_at" | "created_at" | "-last_activity_at" | "last_activity_at";
  /** What to bring along, separated by commas: contact. */
  expand?: "contact"[];
  /** Words of name, description, customer or messages. */
  search?: string;
  /** A part of the name, in any case. */
  name?: string;
  /** The session made through this API under that id. */
  external_id?: string;
  status?: "active" | "closed";
  /** Where it came from: `widget`, `slack`, `api` ... */
  source?: string;
  /** At least one of these. */
  tags?: string[];
  /** Made at this time or later. */
  created_from?: string;
  /** Made at this time or earlier. */
  created_to?: string;
  contact_id?: string;
  company_id?: string;
  /** In at least one of these. */
  product_scope_ids?: string[];
  is_human_takeover?: boolean;
  /** Whether its review is done. */
  is_analyzed?: boolean;
  /** Whether a person is asked for. */
  needs_human?: boolean;
  /** Also those that are archived. @default false */
  include_archived?: boolean;
}

/** What `client.sessions.get` can be told. */
export interface GetSessionQuery {
  /** What to bring along, separated by commas: contact, messages, issues. */
  expand?: ("contact" | "messages" | "issues")[];
}

/** Conversations, meetings and trails of actions. `client.sessions`. */
export class SessionsResource extends Resource {
  /**
   * List sessions.
   *
   * In the default order, newest first, reading on meets every session once, whatever is added meanwhile. In an order of activity a session moves when something is said in it.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListSessionsQuery = {}, options: RequestOptions = {}): Pages<Session> {
    return this.client.list<Session>({ method: "GET", path: "/sessions", query }, options);
  }

  /**
   * Create a session.
   *
   * With an `external_id` that a session of this API has already, its new messages are added and it is answered with 200.
   *
   * Needs a key with the scope `write`.
   */
  create(body: SessionCreate, options: RequestOptions = {}): Reply<Session> {
    return this.client.request<Session>({
      method: "POST",
      path: "/sessions",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Create many sessions.
   *
   * Up to 500. Each is stored whole or not at all, whatever becomes of the others. Sent again with the same `external_id`, a session is not made again.
   *
   * Needs a key with the scope `write`.
   */
  createMany(body: SessionBulkCreate, options: RequestOptions = {}): Reply<BulkResult> {
    return this.client.request<BulkResult>({
      method: "POST",
      path: "/sessions/bulk",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Change many sessions alike.
   *
   * All of them are changed, or none.
   *
   * Needs a key with the scope `write`.
   */
  updateMany(body: SessionBulkUpdate, options: RequestOptions = {}): Reply<SessionBulkUpdated> {
    return this.client.request<SessionBulkUpdated>({
      method: "POST",
      path: "/sessions/bulk_update",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a session.
   *
   * Needs a key with the scope `read`.
   */
  get(
    sessionId: string,
    query: GetSessionQuery = {},
    options: RequestOptions = {},
  ): Reply<Session> {
    return this.client.request<Session>({
      method: "GET",
      path: this.path`/sessions/${sessionId}`,
      query,
    }, options);
  }

  /**
   * Change a session.
   *
   * Needs a key with the scope `write`.
   */
  update(sessionId: string, body: SessionUpdate, options: RequestOptions = {}): Reply<Session> {
    return this.client.request<Session>({
      method: "PATCH",
      path: this.path`/sessions/${sessionId}`,
      body,
    }, options);
  }

  /**
   * Delete a session with its messages.
   *
   * Needs a key with the scope `write`.
   */
  delete(sessionId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/sessions/${sessionId}` },
      options,
    );
  }
}
