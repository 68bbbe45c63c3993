// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Tag, TagCreate } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** The words that sessions are sorted by. `client.tags`. */
export class TagsResource extends Resource {
  /**
   * List the tags of the project.
   *
   * All of them on one page: the built-in ones, then the project's own.
   *
   * Needs a key with the scope `read`.
   */
  list(options: RequestOptions = {}): Pages<Tag> {
    return this.client.list<Tag>({ method: "GET", path: "/tags" }, options);
  }

  /**
   * Add a tag to the project's own.
   *
   * Needs a key with the scope `full`.
   */
  create(body: TagCreate, options: RequestOptions = {}): Reply<Tag> {
    return this.client.request<Tag>({
      method: "POST",
      path: "/tags",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Take a tag out of the project's own.
   *
   * Sessions that have it keep it. The built-in ones stay.
   *
   * Needs a key with the scope `full`.
   */
  delete(tagName: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/tags/${tagName}` },
      options,
    );
  }
}
