/**
 * The hosts that texts name in addresses with `http://` or `https://`, in lower case and with their
 * port when it is not the usual one.
 */
export function hostsOf(texts: Iterable<string | null>): Set<string> {
  const hosts = new Set<string>();
  for (const text of texts) {
    for (const [address] of text?.matchAll(/https?:\/\/[^\s<>"'`)\]}]+/gi) ?? []) {
      const host = hostOf(address);
      if (host) hosts.add(host);
    }
  }
  return hosts;
}

/**
 * The addresses that stand in texts. An answer may give them as they are; other addresses of their
 * hosts it may not, because whoever wrote such a text could have data carried there.
 */
export function addressesOf(texts: Iterable<string>): Set<string> {
  const addresses = new Set<string>();
  for (const text of texts) {
    for (const [found] of text.matchAll(/https?:\/\/[^\s<>"'`\]}|]+/gi)) {
      // What ends a sentence or a link is not part of it, but may be: both are known then.
      for (const address of [found, found.replace(/[.,;:!?)*_~]+$/, ""), found.split(")")[0]!]) {
        if (hostOf(address)) addresses.add(new URL(address).href);
      }
    }
  }
  return addresses;
}

/**
 * Removes links and images that lead anywhere but to the given hosts and addresses; their text stays.
 * Images, which are fetched without a click, only to the hosts. An address
 * without a text of its own is replaced by a note.
 */
export function removeForeignLinks(
  text: string,
  hosts: ReadonlySet<string>,
  addresses: ReadonlySet<string> = new Set(),
): string {
  const isExact = (address: string) =>
    hostOf(address) !== null && addresses.has(new URL(address).href);
  // An address may hide another one that a reader's client turns into a link of its own.
  const isOfHost = (address: string) =>
    address.split(/(?=https?:[/\\])/i).every((part) => {
      const host = hostOf(part);
      return host !== null && hosts.has(host);
    });
  const isAllowed = (address: string) => isExact(address) || isOfHost(address);
  return text
    .replace(
      /!\[([^\]]*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?[^)]*\)/g,
      (whole, label: string, address: string) => isOfHost(address) ? whole : label,
    )
    .replace(
      /\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?[^)]*\)/g,
      (whole, label: string, address: string) => isAllowed(address) ? whole : label,
    )
    .replace(bareAddress, (address) => {
      // What ends a sentence is not part of the address.
      const end = /[.,;:!?)\]}'"*_~]*$/.exec(address)!.index;
      return isAllowed(address.slice(0, end)) ? address : `(link removed)${address.slice(end)}`;
    });
}

// Anything with a scheme, and what browsers and chat clients turn into links without one.
const bareAddress =
  /(?:\b[a-z][a-z0-9+.-]*:[/\\]{1,}|\b(?:javascript|data|vbscript|mailto|file|blob):(?=\S)|(?<![\w/\\:])[/\\]{2}(?=[\w-]+\.)|\bwww\.)[^\s<>"`]+/gi;

function hostOf(address: string): string | null {
  if (!/^https?:\/\/[^/\\]/i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username || url.password ? null : url.host;
}
