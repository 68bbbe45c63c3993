// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type {
  Issue,
  IssueCreate,
  IssueMerge,
  IssueSession,
  IssueSessionCreate,
  IssueSessionLinked,
  IssueUpdate,
} from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.issues.list` can be told. */
export interface ListIssuesQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** The order; with a minus sign from the last to the first. @default "-created_at" */
  sort?: "-created_at" | "-priority" | "-last_evidence_at" | "-reach";
  /** Words of title, description or quotes. */
  search?: string;
  /** One of these. */
  status?: ("open" | "planned" | "in_progress" | "done" | "dismissed")[];
  /** Open, planned or in progress; or the opposite. */
  is_open?: boolean;
  /** One of these. */
  type?: ("bug" | "feature_request" | "change_request" | "question" | "other")[];
  /** One of these. */
  priority?: ("low" | "medium" | "high" | "urgent")[];
  /** In at least one of these. */
  product_scope_ids?: string[];
  /** Asked for by somebody of this company. */
  company_id?: string;
  /** Asked for by this contact. */
  contact_id?: string;
  /** Asked for in this session. */
  session_id?: string;
  /** Whether any session speaks of it. */
  has_evidence?: boolean;
}

/** What `client.issues.get` can be told. */
export interface GetIssueQuery {
  /** What to bring along, separated by commas: companies. */
  expand?: "companies"[];
}

/** What `client.issues.listSessions` can be told. */
export interface ListIssueSessionsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
}

/** What they ask for, with the sessions that speak of it. `client.issues`. */
export class IssuesResource extends Resource {
  /**
   * List issues.
   *
   * Those that were merged into another one are left out.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListIssuesQuery = {}, options: RequestOptions = {}): Pages<Issue> {
    return this.client.list<Issue>({ method: "GET", path: "/issues", query }, options);
  }

  /**
   * Create an issue.
   *
   * Needs a key with the scope `write`.
   */
  create(body: IssueCreate, options: RequestOptions = {}): Reply<Issue> {
    return this.client.request<Issue>({
      method: "POST",
      path: "/issues",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read an issue.
   *
   * Needs a key with the scope `read`.
   */
  get(issueId: string, query: GetIssueQuery = {}, options: RequestOptions = {}): Reply<Issue> {
    return this.client.request<Issue>(
      { method: "GET", path: this.path`/issues/${issueId}`, query },
      options,
    );
  }

  /**
   * Change an issue.
   *
   * Needs a key with the scope `write`.
   */
  update(issueId: string, body: IssueUpdate, options: RequestOptions = {}): Reply<Issue> {
    return this.client.request<Issue>({
      method: "PATCH",
      path: this.path`/issues/${issueId}`,
      body,
    }, options);
  }

  /**
   * Delete an issue.
   *
   * The sessions that speak of it stay.
   *
   * Needs a key with the scope `write`.
   */
  delete(issueId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/issues/${issueId}` },
      options,
    );
  }

  /**
   * Merge an issue into another one.
   *
   * The other one takes over its evidence and is answered.
   *
   * Needs a key with the scope `write`.
   */
  merge(issueId: string, body: IssueMerge, options: RequestOptions = {}): Reply<Issue> {
    return this.client.request<Issue>({
      method: "POST",
      path: this.path`/issues/${issueId}/merge`,
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * List the sessions that speak of an issue.
   *
   * Those with the newest activity first, with what they say.
   *
   * Needs a key with the scope `read`.
   */
  listSessions(
    issueId: string,
    query: ListIssueSessionsQuery = {},
    options: RequestOptions = {},
  ): Pages<IssueSession> {
    return this.client.list<IssueSession>({
      method: "GET",
      path: this.path`/issues/${issueId}/sessions`,
      query,
    }, options);
  }

  /**
   * Link a session with an issue.
   *
   * Linking it again adds only quotes that are new, and is answered with 200.
   *
   * Needs a key with the scope `write`.
   */
  linkSession(
    issueId: string,
    body: IssueSessionCreate,
    options: RequestOptions = {},
  ): Reply<IssueSessionLinked> {
    return this.client.request<IssueSessionLinked>({
      method: "POST",
      path: this.path`/issues/${issueId}/sessions`,
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Take a session away from an issue.
   *
   * Its quotes go with it; a review does not bring them back.
   *
   * Needs a key with the scope `write`.
   */
  unlinkSession(issueId: string, sessionId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>({
      method: "DELETE",
      path: this.path`/issues/${issueId}/sessions/${sessionId}`,
    }, options);
  }
}
