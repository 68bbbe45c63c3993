import ipaddr from "ipaddr.js";
import { isIP } from "node:net";
import { type AppError, forbidden, invalid } from "../errors.ts";

/** How many addresses and networks a key's list may have. */
export const addressesPerKey = 50;

type Network = [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];

const read = new WeakMap<readonly string[], Network[]>();

/**
 * The addresses and networks in a text, separated by blanks, commas or lines: each as it is written
 * shortest, none twice. A network may be named by any address in it.
 *
 * @throws AppError 400 at `field` that names the first entry which is neither, or the limit
 */
export function checkAddresses(text: string, field = "addresses"): string[] {
  const entries = text.split(/[\s,;]+/).filter(Boolean);
  const found = new Set<string>();
  for (const entry of entries) {
    const network = networkOf(entry);
    if (!network) {
      throw invalid(
        field,
        `“${
          entry.slice(0, 60)
        }” is neither an address nor a network. Write 203.0.113.7, 192.0.2.0/24 or 2001:db8::/32.`,
      );
    }
    found.add(shortest(network));
    if (found.size > addressesPerKey) {
      throw invalid(
        field,
        `A key can have at most ${addressesPerKey} addresses and networks. Join some into a network such as 192.0.2.0/24.`,
        "too_many",
      );
    }
  }
  return [...found];
}

/**
 * Whether a key may be used from an address.
 *
 * @param allowed entries as {@link checkAddresses} gives them; none is anywhere. What was read of a list
 * is kept as long as the list, so give the same one each time
 * @param address as `clientIp` gives it; one that is not known is on no list
 */
export function isAddressAllowed(allowed: readonly string[], address: string): boolean {
  if (allowed.length === 0) return true;
  if (isIP(address) === 0) return false;
  const seen = ipaddr.process(address);
  let networks = read.get(allowed);
  if (!networks) {
    networks = allowed.map(networkOf).filter((network) => network !== null);
    read.set(allowed, networks);
  }
  return networks.some(([network, bits]) =>
    network.kind() === seen.kind() && seen.match(network as never, bits)
  );
}

/** 403 for a key that came from elsewhere: says from where, so that it can be put on the list. */
export function addressRefused(address: string): AppError {
  const from = isIP(address) === 0 ? "an address that is not known" : `the address ${address}`;
  return forbidden(
    `This API key may not be used from ${from}. Call from an address on the key's list, or have an admin add this one to it.`,
  );
}

/** An entry as the network it names; null when it names none. */
function networkOf(entry: string): Network | null {
  const [, address = "", size] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const version = isIP(address);
  if (version === 0) return null;
  const longest = version === 4 ? 32 : 128;
  const bits = size === undefined ? longest : Number(size);
  if (bits > longest) return null;
  const parsed = ipaddr.parse(address);
  // An IPv4 network in the clothes of IPv6: callers are seen without them.
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() && bits >= 96) {
    return [parsed.toIPv4Address(), bits - 96];
  }
  return [parsed, bits];
}

function shortest([address, bits]: Network): string {
  if (bits === (address.kind() === "ipv4" ? 32 : 128)) return address.toString();
  const bytes = address.toByteArray().map((byte, index) =>
    byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * index))) & 0xff
  );
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
