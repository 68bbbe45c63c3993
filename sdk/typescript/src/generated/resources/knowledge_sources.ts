// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type {
  KnowledgeDocument,
  KnowledgePassages,
  KnowledgeSource,
  KnowledgeSourceCreate,
  KnowledgeSourceUpdate,
} from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.knowledgeSources.list` can be told. */
export interface ListKnowledgeSourcesQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
}

/** What `client.knowledgeSources.get` can be told. */
export interface GetKnowledgeSourceQuery {
  /** What to bring along, separated by commas: content, package_ids. */
  expand?: ("content" | "package_ids")[];
}

/** What `client.knowledgeSources.listDocuments` can be told. */
export interface ListKnowledgeDocumentsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
}

/** What `client.knowledgeSources.search` can be told. */
export interface SearchKnowledgeQuery {
  /** The question, as people ask it. */
  query: string;
  /** How many to answer at most. @default 5 */
  limit?: number;
  /** Only in these packages of knowledge. */
  package_ids?: string[];
}

/** What the project knows, and answers rest on. `client.knowledgeSources`. */
export class KnowledgeSourcesResource extends Resource {
  /**
   * List sources of knowledge.
   *
   * Those that changed last come first.
   *
   * Needs a key with the scope `read`.
   */
  list(
    query: ListKnowledgeSourcesQuery = {},
    options: RequestOptions = {},
  ): Pages<KnowledgeSource> {
    return this.client.list<KnowledgeSource>(
      { method: "GET", path: "/knowledge_sources", query },
      options,
    );
  }

  /**
   * Add a source of knowledge.
   *
   * A typed text can be found as soon as this answers; others are read in the background.
   *
   * Needs a key with the scope `write`.
   */
  create(body: KnowledgeSourceCreate, options: RequestOptions = {}): Reply<KnowledgeSource> {
    return this.client.request<KnowledgeSource>({
      method: "POST",
      path: "/knowledge_sources",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a source of knowledge.
   *
   * Needs a key with the scope `read`.
   */
  get(
    knowledgeSourceId: string,
    query: GetKnowledgeSourceQuery = {},
    options: RequestOptions = {},
  ): Reply<KnowledgeSource> {
    return this.client.request<KnowledgeSource>({
      method: "GET",
      path: this.path`/knowledge_sources/${knowledgeSourceId}`,
      query,
    }, options);
  }

  /**
   * Change a source of knowledge.
   *
   * A new address or file is read at once.
   *
   * Needs a key with the scope `write`.
   */
  update(
    knowledgeSourceId: string,
    body: KnowledgeSourceUpdate,
    options: RequestOptions = {},
  ): Reply<KnowledgeSource> {
    return this.client.request<KnowledgeSource>({
      method: "PATCH",
      path: this.path`/knowledge_sources/${knowledgeSourceId}`,
      body,
    }, options);
  }

  /**
   * Delete a source of knowledge.
   *
   * Nothing is found through it any more.
   *
   * Needs a key with the scope `write`.
   */
  delete(knowledgeSourceId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>({
      method: "DELETE",
      path: this.path`/knowledge_sources/${knowledgeSourceId}`,
    }, options);
  }

  /**
   * Read a source again.
   *
   * In the background; what is unchanged is not stored again.
   *
   * Needs a key with the scope `write`.
   */
  refresh(knowledgeSourceId: string, options: RequestOptions = {}): Reply<KnowledgeSource> {
    return this.client.request<KnowledgeSource>({
      method: "POST",
      path: this.path`/knowledge_sources/${knowledgeSourceId}/refresh`,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * List the pages or files of a source.
   *
   * Needs a key with the scope `read`.
   */
  listDocuments(
    knowledgeSourceId: string,
    query: ListKnowledgeDocumentsQuery = {},
    options: RequestOptions = {},
  ): Pages<KnowledgeDocument> {
    return this.client.list<KnowledgeDocument>({
      method: "GET",
      path: this.path`/knowledge_sources/${knowledgeSourceId}/documents`,
      query,
    }, options);
  }

  /**
   * Find passages that answer a question.
   *
   * Needs a key with the scope `read`.
   */
  search(query: SearchKnowledgeQuery, options: RequestOptions = {}): Reply<KnowledgePassages> {
    return this.client.request<KnowledgePassages>({
      method: "GET",
      path: "/knowledge_search",
      query,
    }, options);
  }
}
