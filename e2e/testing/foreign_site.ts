/** A site of somebody else. */
export interface ForeignSite {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves one page from another origin, whose policy lets nothing in but what the Hissuno host
 * serves: no inline script or style, no HTML made from text.
 *
 * @param snippet the script tag, exactly as Hissuno shows it
 * @param host the origin of Hissuno
 */
export function serveForeignSite(snippet: string, host: string): ForeignSite {
  const policy = `default-src 'none'; script-src ${host}; connect-src ${host}; ` +
    "require-trusted-types-for 'script'; trusted-types 'none'";
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbor: Prices</title></head><body><h1>Prices</h1><p>Plans for teams of every size.</p>
${snippet}
</body></html>`;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) =>
      new URL(request.url).pathname === "/prices"
        ? new Response(html, {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": policy,
          },
        })
        : new Response(null, { status: 204 }),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/prices`,
    close: () => server.shutdown(),
  };
}
