import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { messageOf } from "../errors.ts";
import { NetworkError } from "./guarded_fetch.ts";

/**
 * All addresses of a host.
 *
 * @throws {NetworkError} when it has none
 */
export async function resolveHost(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  try {
    const found = await lookup(host, { all: true });
    if (found.length > 0) return found.map(({ address }) => address);
  } catch (error) {
    throw new NetworkError(`${host} cannot be found: ${messageOf(error)}.`, "failed", error);
  }
  throw new NetworkError(`${host} has no address.`, "failed");
}
