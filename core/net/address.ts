import ipaddr from "ipaddr.js";

/** Hosts and networks in private ranges that the operator lets outgoing calls reach. */
export interface AllowList {
  hosts: ReadonlySet<string>;
  networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/**
 * Reads the entries of HISSUNO_ALLOWED_HOSTS: host names, addresses, and networks such as
 * `192.168.0.0/16`.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>();
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter(Boolean)) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) {
      const address = ipaddr.process(entry);
      networks.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else hosts.add(entry);
  }
  return { hosts, networks };
}

/**
 * Whether an address is out on the public internet. Everything else (loopback, private, link-local,
 * carrier-grade, multicast, and addresses that wrap another one) is not, unless it is allowed.
 */
export function isReachable(address: string, allowed: AllowList): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns an IPv4 address in IPv6 clothes (::ffff:10.0.0.1) into the IPv4 address it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() === "unicast") return true;
  return allowed.networks.some(([network, bits]) =>
    network.kind() === parsed.kind() && parsed.match(network as never, bits)
  );
}

/** Whether a host may be called: named exactly, or one label below `*.`. */
export function hostMatches(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith("*.")
      ? host.endsWith(pattern.slice(1)) && !host.slice(0, -pattern.length + 1).includes(".") &&
        host.length > pattern.length - 1
      : host === pattern
  );
}
