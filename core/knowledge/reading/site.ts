import type { SourceSettings } from "../source_settings.ts";

/** Which addresses belong to a website. */
export interface Site {
  start: URL;
  /** With its port, when it is not the usual one. */
  host: string;
  /** Paths begin with it; ends with `/` unless it was given otherwise. */
  prefix: string;
}

/** Longer addresses are made by machines for machines. */
const ADDRESS_LENGTH = 1_000;
const SEGMENTS = 15;

const noPage =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|mp[34]|m4[av]|webm|og[gv]|wav|mov|avi|css|m?js|json|xml|rss|atom|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|7z|rar|dmg|exe|msi|deb|rpm|apk|iso|bin|pdf|docx?|xlsx?|pptx?|odt|csv|epub)$/i;
const tracking = /^(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|ref|source|sessionid|phpsessid|sid)$/i;

/** The website a source reads: what lies on the first page's host, below its folder. */
export function siteOf(url: string, settings: SourceSettings): Site {
  const start = new URL(url);
  const folder = start.pathname.slice(0, start.pathname.lastIndexOf("/") + 1);
  // A sitemap lies wherever it likes; it may list the whole host.
  const standard = settings.mode === "sitemap" ? "/" : folder;
  return { start, host: start.host, prefix: settings.path_prefix || standard };
}

/**
 * An address as it is kept: without its fragment and without parameters that only count visitors.
 *
 * @returns null for what is no address of a page: other schemes, credentials, endless paths
 */
export function addressOf(href: string, base: string | URL): URL | null {
  const text = href.trim();
  if (text === "" || text.length > ADDRESS_LENGTH || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.username || url.password) return null;
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) {
    if (tracking.test(name)) url.searchParams.delete(name);
  }
  if (url.href.length > ADDRESS_LENGTH) return null;
  return url;
}

/** Whether an address lies on the site: its host, whichever of http and https, below its path. */
export function isInSite(site: Site, url: URL): boolean {
  return url.host === site.host && url.pathname.startsWith(site.prefix);
}

/** Whether a link is worth following: no file of another kind, no path that repeats itself. */
export function isWorthFollowing(url: URL): boolean {
  if (noPage.test(url.pathname)) return false;
  const segments = url.pathname.split("/").filter(Boolean);
  if (segments.length > SEGMENTS || [...url.searchParams].length > 4) return false;
  const counts = new Map<string, number>();
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return Math.max(0, ...counts.values()) < 3;
}
