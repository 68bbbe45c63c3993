// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Connection, ConnectionUpdate } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.connections.list` can be told. */
export interface ListConnectionsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
}

/** What `client.connections.delete` can be told. */
export interface DeleteConnectionQuery {
  /** What becomes of the sessions that came from it. @default "keep" */
  sessions?: "keep" | "delete";
}

/** Sources that sessions come from. `client.connections`. */
export class ConnectionsResource extends Resource {
  /**
   * List connections.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListConnectionsQuery = {}, options: RequestOptions = {}): Pages<Connection> {
    return this.client.list<Connection>({ method: "GET", path: "/connections", query }, options);
  }

  /**
   * Read a connection.
   *
   * Needs a key with the scope `read`.
   */
  get(connectionId: string, options: RequestOptions = {}): Reply<Connection> {
    return this.client.request<Connection>({
      method: "GET",
      path: this.path`/connections/${connectionId}`,
    }, options);
  }

  /**
   * Change a connection's name, schedule or filter.
   *
   * Settings and credentials are changed in the dashboard, which asks the provider.
   *
   * Needs a key with the scope `full`.
   */
  update(
    connectionId: string,
    body: ConnectionUpdate,
    options: RequestOptions = {},
  ): Reply<Connection> {
    return this.client.request<Connection>({
      method: "PATCH",
      path: this.path`/connections/${connectionId}`,
      body,
    }, options);
  }

  /**
   * Disconnect a source.
   *
   * Its credentials, cursors and runs are forgotten.
   *
   * Needs a key with the scope `full`.
   */
  delete(
    connectionId: string,
    query: DeleteConnectionQuery = {},
    options: RequestOptions = {},
  ): Reply<void> {
    return this.client.request<void>({
      method: "DELETE",
      path: this.path`/connections/${connectionId}`,
      query,
    }, options);
  }
}
