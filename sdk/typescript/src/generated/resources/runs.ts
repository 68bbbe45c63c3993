// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Run, RunCreate } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.runs.list` can be told. */
export interface ListRunsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
}

/** What `client.runs.get` can be told. */
export interface GetRunQuery {
  /** What to bring along, separated by commas: problems. */
  expand?: "problems"[];
}

/** Syncs of connections. `client.runs`. */
export class RunsResource extends Resource {
  /**
   * List the runs of a connection.
   *
   * The newest first.
   *
   * Needs a key with the scope `read`.
   */
  list(connectionId: string, query: ListRunsQuery = {}, options: RequestOptions = {}): Pages<Run> {
    return this.client.list<Run>({
      method: "GET",
      path: this.path`/connections/${connectionId}/runs`,
      query,
    }, options);
  }

  /**
   * Sync a connection now.
   *
   * A connection has one open run at most; a second one is refused with 409.
   *
   * Needs a key with the scope `full`.
   */
  create(connectionId: string, body?: RunCreate, options: RequestOptions = {}): Reply<Run> {
    return this.client.request<Run>({
      method: "POST",
      path: this.path`/connections/${connectionId}/runs`,
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a run.
   *
   * Needs a key with the scope `read`.
   */
  get(runId: string, query: GetRunQuery = {}, options: RequestOptions = {}): Reply<Run> {
    return this.client.request<Run>(
      { method: "GET", path: this.path`/runs/${runId}`, query },
      options,
    );
  }

  /**
   * Stop a run.
   *
   * It ends after the page it is at; what it has stored stays.
   *
   * Needs a key with the scope `full`.
   */
  cancel(runId: string, options: RequestOptions = {}): Reply<Run> {
    return this.client.request<Run>({
      method: "POST",
      path: this.path`/runs/${runId}/cancel`,
      takesIdempotencyKey: true,
    }, options);
  }
}
