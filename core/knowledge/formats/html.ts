import { Parser } from "htmlparser2";
import { FormatProblem } from "./format_problem.ts";
import { MarkdownWriter } from "./markdown_writer.ts";

/** A link of a page, as it is written there. */
export interface HtmlLink {
  href: string;
  /** Whether the page asks not to follow it. */
  nofollow: boolean;
}

/** What a page says, and what it says about itself. */
export interface HtmlPage {
  title: string;
  /** Its readable part as Markdown: headings, paragraphs, lists, tables, code; no links, no images. */
  text: string;
  links: HtmlLink[];
  /** Whether it asks not to be found, and not to have its links followed. */
  noindex: boolean;
  nofollow: boolean;
  /** The address it calls its own, and the one its links start from; as written. */
  canonical: string | null;
  base: string | null;
}

/** Deeper than any page written by people; closing tags get slow to match beyond. */
const MOST_DEPTH = 1_500;
const MOST_LINKS = 5_000;
/** A marked main part with fewer characters than this is not the main part. */
const LEAST_MAIN = 200;

const unread = new Set(
  "script style noscript template svg math iframe object embed canvas video audio nav footer aside dialog select option button textarea input datalist menu"
    .split(" "),
);
const asideRoles = new Set(
  "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar"
    .split(" "),
);
const voids = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);
/** Text nobody sees is not what the page says; it is a place to hide instructions for models. */
const unseen =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])/i;

type Attributes = Record<string, string>;

/**
 * Reads a page in one pass, without building a tree.
 *
 * @throws FormatProblem when its elements are nested beyond reason
 */
export function readHtml(html: string): HtmlPage {
  const page: HtmlPage = {
    ...{ title: "", text: "", links: [], noindex: false, nofollow: false },
    ...{ canonical: null, base: null },
  };
  const writer = new MarkdownWriter();
  /** Depths at which parts begin that are not read, or that are the main part. */
  let depth = 0;
  let skippedFrom = 0;
  let mainFrom = 0;
  let titleText = "";
  let isTitle = false;

  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MOST_DEPTH) {
        throw new FormatProblem("The page nests its elements too deeply to be read.");
      }
      noteFacts(page, name, attributes);
      if (name === "title" && titleText === "") isTitle = true;
      if (skippedFrom > 0 || voids.has(name) && name !== "br" && name !== "hr") return;
      if (isUnread(name, attributes, mainFrom > 0)) {
        skippedFrom = depth;
        return;
      }
      const isMain = name === "main" || name === "article" || attributes.role === "main";
      if (mainFrom === 0 && isMain) {
        mainFrom = depth;
        writer.enterMain();
      }
      writer.open(name);
    },
    ontext(text) {
      if (isTitle) titleText += text;
      else if (skippedFrom === 0) writer.text(text);
    },
    onclosetag(name) {
      if (name === "title") isTitle = false;
      else if (skippedFrom === 0) writer.close(name);
      if (skippedFrom === depth) skippedFrom = 0;
      if (mainFrom === depth) {
        mainFrom = 0;
        writer.leaveMain();
      }
      depth--;
    },
  }, { decodeEntities: true, lowerCaseTags: true });
  parser.write(html);
  parser.end();

  const { all, main, heading } = writer.finish();
  page.text = main.length >= LEAST_MAIN ? main : all;
  page.title = tidy(heading) || tidy(titleText);
  return page;
}

function noteFacts(page: HtmlPage, name: string, attributes: Attributes): void {
  const rel = ` ${(attributes.rel ?? "").toLowerCase()} `;
  if (name === "a" && attributes.href !== undefined && page.links.length < MOST_LINKS) {
    page.links.push({ href: attributes.href, nofollow: rel.includes(" nofollow ") });
  } else if (name === "base" && attributes.href) page.base ??= attributes.href;
  else if (name === "link" && rel.includes(" canonical ") && attributes.href) {
    page.canonical ??= attributes.href;
  } else if (name === "meta" && /^(robots|hissunobot)$/i.test(attributes.name ?? "")) {
    const wishes = robotsWishes(attributes.content ?? "");
    page.noindex ||= wishes.noindex;
    page.nofollow ||= wishes.nofollow;
  }
}

/** What a robots meta element or an X-Robots-Tag header asks for. */
export function robotsWishes(text: string): { noindex: boolean; nofollow: boolean } {
  const words = text.toLowerCase().split(/[\s,:;]+/);
  const none = words.includes("none");
  return {
    noindex: none || words.includes("noindex"),
    nofollow: none || words.includes("nofollow"),
  };
}

function isUnread(name: string, attributes: Attributes, inMain: boolean): boolean {
  return unread.has(name) || name === "title" ||
    (name === "header" && !inMain) ||
    asideRoles.has((attributes.role ?? "").toLowerCase()) ||
    attributes.hidden !== undefined || attributes["aria-hidden"] === "true" ||
    (attributes.style !== undefined && unseen.test(attributes.style));
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 300).toWellFormed();
}
