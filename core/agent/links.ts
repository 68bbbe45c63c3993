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
 * Removes links and images that lead anywhere but to the given hosts; their text stays. An address
 * without a text of its own is replaced by a note.
 */
export function removeForeignLinks(text: string, hosts: ReadonlySet<string>): string {
  // An address may hide another one that a reader's client turns into a link of its own.
  const isAllowed = (address: string) =>
    address.split(/(?=https?:[/\\])/i).every((part) => {
      const host = hostOf(part);
      return host !== null && hosts.has(host);
    });
  return text
    .replace(
      /!\[([^\]]*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?[^)]*\)/g,
      (whole, label: string, address: string) => isAllowed(address) ? whole : label,
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
