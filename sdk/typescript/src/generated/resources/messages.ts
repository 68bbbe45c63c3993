// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Message, MessageCreate, MessageUpdate } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.messages.list` can be told. */
export interface ListMessagesQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** The order; with a minus sign from the last to the first. @default "sequence" */
  sort?: "sequence" | "-sequence";
}

/** What was said in a session. `client.messages`. */
export class MessagesResource extends Resource {
  /**
   * List the messages of a session.
   *
   * Needs a key with the scope `read`.
   */
  list(
    sessionId: string,
    query: ListMessagesQuery = {},
    options: RequestOptions = {},
  ): Pages<Message> {
    return this.client.list<Message>({
      method: "GET",
      path: this.path`/sessions/${sessionId}/messages`,
      query,
    }, options);
  }

  /**
   * Add a message to a session.
   *
   * A message with an `external_id` that the session has already is not added again; it is answered with 200. A closed session takes no messages (409).
   *
   * Needs a key with the scope `write`.
   */
  create(sessionId: string, body: MessageCreate, options: RequestOptions = {}): Reply<Message> {
    return this.client.request<Message>({
      method: "POST",
      path: this.path`/sessions/${sessionId}/messages`,
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a message.
   *
   * Needs a key with the scope `read`.
   */
  get(sessionId: string, messageId: string, options: RequestOptions = {}): Reply<Message> {
    return this.client.request<Message>({
      method: "GET",
      path: this.path`/sessions/${sessionId}/messages/${messageId}`,
    }, options);
  }

  /**
   * Change the text of a message.
   *
   * Needs a key with the scope `write`.
   */
  update(
    sessionId: string,
    messageId: string,
    body: MessageUpdate,
    options: RequestOptions = {},
  ): Reply<Message> {
    return this.client.request<Message>({
      method: "PATCH",
      path: this.path`/sessions/${sessionId}/messages/${messageId}`,
      body,
    }, options);
  }

  /**
   * Delete a message.
   *
   * Needs a key with the scope `write`.
   */
  delete(sessionId: string, messageId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>({
      method: "DELETE",
      path: this.path`/sessions/${sessionId}/messages/${messageId}`,
    }, options);
  }
}
