/** A website on loopback for tests: pages by path, and what was asked for. */

/** What a path answers. */
export type FakePage =
  | string
  | Response
  | ((request: Request, hit: number) => Response | Promise<Response>);

/** The running website. */
export interface FakeSite {
  /** Its address, without a slash at the end. */
  url: string;
  port: number;
  pages: Record<string, FakePage>;
  /** Paths as they were asked for, in order. */
  hits: string[];
  /** How many requests were open at once at most. */
  readonly peak: number;
  close(): Promise<void>;
}

/** A page with a title, some text and links. */
export function pageOf(title: string, text: string, links: string[] = [], head = ""): string {
  const list = links.map((href) => `<li><a href="${href}">${href}</a></li>`).join("");
  return `<!doctype html><html><head><title>${title} | Site</title>${head}</head><body>
    <nav><ul>${list}</ul></nav><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
}

/** Starts a website on a free port. */
export function startSite(pages: Record<string, FakePage>, host = "site.test"): FakeSite {
  const hits: string[] = [];
  let open = 0;
  let peak = 0;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const path = pathname + search;
      hits.push(path);
      peak = Math.max(peak, ++open);
      try {
        const page = site.pages[path];
        if (page === undefined) return new Response("Not found", { status: 404 });
        if (typeof page === "string") {
          const type = path.endsWith(".txt") ? "text/plain" : "text/html; charset=utf-8";
          return new Response(page, { headers: { "content-type": type } });
        }
        if (page instanceof Response) return page.clone();
        return await page(request, hits.filter((hit) => hit === path).length);
      } finally {
        open--;
      }
    },
  );
  const site: FakeSite = {
    url: `http://${host}:${server.addr.port}`,
    port: server.addr.port,
    pages,
    hits,
    get peak() {
      return peak;
    },
    close: () => server.shutdown(),
  };
  return site;
}
