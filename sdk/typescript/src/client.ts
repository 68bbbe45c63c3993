import { Resources } from "./generated/resources.ts";
import type { ClientOptions } from "./options.ts";
import { Transport } from "./transport.ts";

/**
 * The API of one project of a Hissuno instance.
 *
 * @example
 * ```ts
 * const client = new Hissuno({ apiKey: "hss_...", baseUrl: "https://feedback.example.com" });
 * for await (const session of client.sessions.list({ status: "active" })) console.log(session.name);
 * ```
 */
export class Hissuno extends Resources {
  /** @throws {TypeError} without a key or an address */
  constructor(options: ClientOptions = {}) {
    super(new Transport(options));
  }
}
