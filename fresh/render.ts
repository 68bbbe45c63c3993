import { type ComponentChildren, h } from "preact";
import { Page } from "./page.ts";
import type { PageComponent, PageProps, Rendered } from "./types.ts";
import type { Snapshot } from "./snapshot.ts";

const TITLE = /<title\b[^>]*>[^<]*<\/title>/gi;

/** Places content inside wrappers, outermost first. An async wrapper may answer with a Response. */
export async function wrap(
  content: ComponentChildren,
  wrappers: readonly PageComponent<never, never>[],
  props: PageProps<never, never>,
): Promise<ComponentChildren | Response> {
  let inner: ComponentChildren = content;
  for (const wrapper of wrappers.toReversed()) {
    const children = inner;
    const rendered = await element(wrapper, { ...props, Component: () => children as never });
    if (rendered instanceof Response) return rendered;
    inner = rendered;
  }
  return inner;
}

/** An element of a page component; async components run here, before rendering. */
export async function element(
  component: PageComponent<never, never>,
  props: PageProps<never, never>,
): Promise<Rendered> {
  if (component.constructor.name === "AsyncFunction") return await component(props);
  return h(component as (props: unknown) => never, props as never);
}

/**
 * Renders a whole document.
 * @param bare true when no app wrapper was used: a plain document is put around the content
 * @throws what a component throws, and an Error for island props that cannot be sent
 */
export function renderPage(
  content: ComponentChildren,
  snapshot: Snapshot,
  bare: boolean,
  init: ResponseInit,
): Response {
  const page = new Page(snapshot);
  let html = page.render(content);
  if (bare && !/^\s*<html/i.test(html)) {
    html = '<html lang="en"><head><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width, initial-scale=1"></head>' +
      `<body>${html}</body></html>`;
  }
  const scripts = islandScripts(page);
  html = insertHead(html, page, scripts.preload);
  html = insertBefore(html, html.lastIndexOf("</body>"), scripts.body);
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", "text/html; charset=utf-8");
  return new Response(`<!DOCTYPE html>${html}`, { ...init, headers });
}

function islandScripts(page: Page): { preload: string[]; body: string } {
  const { client, signals, reload } = page.snapshot;
  const reloader = reload ? `<script type="module" src="${reload}"></script>` : "";
  if (page.islands.length === 0) return { preload: [], body: reloader };
  const { props, templates } = page.finish();
  const modules = [...new Set(page.islands.map((island) => island.reference.url))];
  const data = {
    token: page.token,
    signals: page.usesSignals,
    modules,
    islands: page.islands.map(({ reference }) => [
      modules.indexOf(reference.url),
      reference.exportName,
    ]),
  };
  // The props are JSON already (and escaped), so they are joined in as text.
  const head = JSON.stringify(data).replaceAll("<", "\\u003c").slice(0, -1);
  const preload = new Set([client.url, ...client.preload]);
  for (const { reference } of page.islands) {
    [reference.url, ...reference.preload].forEach((url) => preload.add(url));
  }
  if (page.usesSignals) signals.forEach((url) => preload.add(url));
  return {
    preload: [...preload],
    body: `${templates}<script type="application/json" data-islands>${head},"props":${props}}` +
      `</script><script type="module" src="${client.url}"></script>${reloader}`,
  };
}

// The head comes first, so nothing a visitor stored can stand before its end.
function insertHead(html: string, page: Page, preload: string[]): string {
  const end = html.indexOf("</head>");
  if (end < 0) return html;
  const links = preload.map((url) => `<link rel="modulepreload" href="${url}">`).join("");
  return keepLastTitle(html.slice(0, end) + page.headHtml()) + links + html.slice(end);
}

// Components compile to text, so titles are told apart here; their text is escaped.
function keepLastTitle(head: string): string {
  let count = head.match(TITLE)?.length ?? 0;
  return head.replace(TITLE, (title) => --count === 0 ? title : "");
}

function insertBefore(html: string, index: number, text: string): string {
  return index < 0 ? html + text : html.slice(0, index) + text + html.slice(index);
}
