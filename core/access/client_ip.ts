import { isIP } from "node:net";

/**
 * The address of whoever sent a request.
 *
 * `X-Forwarded-For` is written by anyone, so it counts only as far as we run the proxies in front:
 * with `trustedProxies` = n, the n-th entry from the right is the address that our outermost proxy
 * saw. With 0 (the default) the header is ignored.
 *
 * @param remoteAddress the address of the connection itself
 * @returns an IP address, or `"unknown"` when none is known
 */
export function clientIp(request: Request, remoteAddress?: string, trustedProxies = 0): string {
  const direct = normalise(remoteAddress) ?? "unknown";
  if (trustedProxies <= 0) return direct;
  const chain = (request.headers.get("x-forwarded-for") ?? "").slice(-2000).split(",");
  const entry = chain[Math.max(0, chain.length - trustedProxies)];
  return normalise(entry?.trim()) ?? direct;
}

/** What counts as one address for throttling: IPv4 as it is, IPv6 by its /64 network. */
export function addressGroup(ip: string): string {
  if (isIP(ip) !== 6) return ip;
  const [head = "", tail] = ip.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = tail === undefined
    ? left
    : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":") + "::/64";
}

function normalise(value: string | undefined): string | null {
  if (!value) return null;
  const bare = value.replace(/^\[(.+)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "").toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  const address = mapped?.[1] ?? bare;
  return isIP(address) ? address : null;
}
