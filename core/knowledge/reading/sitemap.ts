import { Parser } from "htmlparser2";
import { FormatProblem } from "../formats/format_problem.ts";
import { inflate } from "../formats/zip.ts";

/** A sitemap may unpack to this much. */
export const SITEMAP_BYTES = 50_000_000;

const MOST_ADDRESSES = 50_000;

/** The addresses a sitemap names: pages, or further sitemaps. */
export interface Sitemap {
  pages: string[];
  sitemaps: string[];
}

/**
 * Reads a sitemap: XML, an index of others, or a text with an address a line; packed or not.
 *
 * @throws FormatProblem when it is none of these
 */
export async function readSitemap(bytes: Uint8Array): Promise<Sitemap> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = new TextDecoder().decode(
    isPacked ? await inflate(bytes, "gzip", SITEMAP_BYTES) : bytes,
  ).trimStart();
  if (!text.startsWith("<")) {
    const pages = text.split(/\s*\n\s*/).filter((line) => /^https?:\/\//i.test(line));
    if (pages.length === 0) throw notOne();
    return { pages: pages.slice(0, MOST_ADDRESSES), sitemaps: [] };
  }
  const found: Sitemap = { pages: [], sitemaps: [] };
  let within = "";
  let isAddress = false;
  let address = "";
  let isSitemap = false;
  const parser = new Parser({
    onopentag(name) {
      const plain = name.replace(/^.*:/, "").toLowerCase();
      if (plain === "urlset" || plain === "sitemapindex") isSitemap = true;
      if (plain === "url" || plain === "sitemap") within = plain;
      isAddress = plain === "loc";
      if (isAddress) address = "";
    },
    ontext(text) {
      if (isAddress && address.length < 3_000) address += text;
    },
    onclosetag(name) {
      if (name.replace(/^.*:/, "").toLowerCase() !== "loc") return;
      isAddress = false;
      const list = within === "sitemap" ? found.sitemaps : found.pages;
      if (address.trim() !== "" && list.length < MOST_ADDRESSES) list.push(address.trim());
    },
  }, { xmlMode: true, decodeEntities: true });
  parser.write(text);
  parser.end();
  if (!isSitemap) throw notOne();
  return found;
}

const notOne = () =>
  new FormatProblem("There is no sitemap at this address. Enter the address of its XML file.");
