import { type ArchiveOptions, downloadLink, exportProject, importProject } from "./archives.ts";
import type { ArchiveProgress } from "./archives.ts";
import type { Download } from "./download.ts";
import { Resources } from "./generated/resources.ts";
import type { ClientOptions, RequestOptions, Upload } from "./options.ts";
import type { Reply } from "./reply.ts";
import { Transport } from "./transport.ts";

/**
 * The API of one project of a Hissuno instance.
 *
 * @example
 * ```ts
 * const client = new Hissuno({ apiKey: "hiss_...", baseUrl: "https://feedback.example.com" });
 * for await (const session of client.sessions.list({ status: "active" })) console.log(session.name);
 * ```
 */
export class Hissuno extends Resources {
  readonly #transport: Transport;

  /** @throws {TypeError} without a key or an address */
  constructor(options: ClientOptions = {}) {
    const transport = new Transport(options);
    super(transport);
    this.#transport = transport;
  }

  /**
   * Calls an operation that this version has no method for. Its creations get an idempotency key.
   *
   * @param method in capitals
   * @param path below `/v1`, its ids encoded, such as `/sessions/sess_1`
   * @param sent filters and what is sent as JSON
   */
  request<T = unknown>(
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: `/${string}`,
    { query, body }: { query?: Record<string, unknown>; body?: unknown } = {},
    options: RequestOptions = {},
  ): Reply<T> {
    const takesIdempotencyKey = method === "POST";
    return this.#transport.request<T>({ method, path, query, body, takesIdempotencyKey }, options);
  }

  /**
   * Reads what a link of the API leads to, such as an export's `download_url`, as a stream of bytes.
   *
   * @param url as the API gave it
   */
  download(url: string, options: RequestOptions = {}): Reply<Download> {
    return downloadLink(this.#transport, url, options);
  }

  /**
   * Makes an archive of all of the project, waits for it, and gives its bytes as a stream.
   *
   * @throws {HissunoError} when the server cannot make it
   */
  exportProject(options: ArchiveOptions = {}): Promise<Download> {
    return exportProject(this.#transport, options);
  }

  /**
   * Brings an archive of {@link exportProject} into the project, which must be empty, and waits until
   * everything is there.
   *
   * @throws {HissunoError} when the archive is refused
   */
  importProject(
    archive: Upload,
    options: ArchiveOptions = {},
  ): Promise<ArchiveProgress> {
    return importProject(this.#transport, archive, options);
  }
}
