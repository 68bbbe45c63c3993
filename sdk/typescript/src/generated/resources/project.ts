// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Project } from "../types.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** The project that the key belongs to. `client.project`. */
export class ProjectResource extends Resource {
  /**
   * Read the project of the key.
   *
   * A good first call: it tells whether the key is valid and what it may do.
   *
   * Needs a key with the scope `read`.
   */
  get(options: RequestOptions = {}): Reply<Project> {
    return this.client.request<Project>({ method: "GET", path: "/project" }, options);
  }
}
