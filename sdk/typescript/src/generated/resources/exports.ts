// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Export, Import, ImportUpload } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** Everything in one archive, and back. `client.exports`. */
export class ExportsResource extends Resource {
  /**
   * List exports.
   *
   * The newest 50.
   *
   * Needs a key with the scope `full`.
   */
  list(options: RequestOptions = {}): Pages<Export> {
    return this.client.list<Export>({ method: "GET", path: "/exports" }, options);
  }

  /**
   * Begin an export.
   *
   * Writes all of the project to an archive that can be downloaded for 7 days. Read the export until it is `done`. One at a time: 409 while another is under way.
   *
   * Needs a key with the scope `full`.
   */
  create(options: RequestOptions = {}): Reply<Export> {
    return this.client.request<Export>({
      method: "POST",
      path: "/exports",
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read an export.
   *
   * Needs a key with the scope `full`.
   */
  get(exportId: string, options: RequestOptions = {}): Reply<Export> {
    return this.client.request<Export>(
      { method: "GET", path: this.path`/exports/${exportId}` },
      options,
    );
  }

  /**
   * Remove an export's archive.
   *
   * It goes before its time; the export stays in the list.
   *
   * Needs a key with the scope `full`.
   */
  delete(exportId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/exports/${exportId}` },
      options,
    );
  }

  /**
   * List imports of archives.
   *
   * The newest 50.
   *
   * Needs a key with the scope `full`.
   */
  listImports(options: RequestOptions = {}): Pages<Import> {
    return this.client.list<Import>({ method: "GET", path: "/imports" }, options);
  }

  /**
   * Begin an import of an archive.
   *
   * Answers where to send the archive of an export. Everything in it comes into the project with its ids. It has to be empty: what is sent is refused with 409 otherwise.
   *
   * Needs a key with the scope `full`.
   */
  createImport(options: RequestOptions = {}): Reply<ImportUpload> {
    return this.client.request<ImportUpload>({
      method: "POST",
      path: "/imports",
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read an import of an archive.
   *
   * Needs a key with the scope `full`.
   */
  getImport(importId: string, options: RequestOptions = {}): Reply<Import> {
    return this.client.request<Import>(
      { method: "GET", path: this.path`/imports/${importId}` },
      options,
    );
  }
}
