/** What the tests can vary of the page that carries the widget. */
export interface HostPageOptions {
  /** Address of the Hissuno server. */
  server: string;
  projectId: string;
  /** Further attributes of the script tag, such as `data-open="true"`. */
  attributes?: string;
  /** Script that runs before the widget's. */
  before?: string;
  lang?: string;
  dir?: "ltr" | "rtl";
}

// Rules a widget meets in the wild: resets, shouting defaults, things that must not reach it.
const HOSTILE_CSS = `
* { letter-spacing: 3px !important; text-transform: uppercase !important; }
html { font-size: 31px; line-height: 3; }
body { font-family: fantasy; color: #800; background: #ffd; margin: 40px; transform: rotate(0.5deg); }
div, section, span, button, textarea, p, h2, ul { border: 4px dashed red !important; padding: 22px !important;
  position: static !important; display: block !important; float: left; }
button { background: lime !important; font-size: 40px !important; border-radius: 0 !important; }
textarea { display: none !important; }
hissuno-widget { display: none !important; opacity: 0.2 !important; visibility: hidden !important; transform: scale(3) !important; }
svg { display: none !important; }
`;
const CALM_CSS = `
body { font: 17px/1.6 Georgia, serif; margin: 0; color: #223; background: #f7f7f5; }
main { max-width: 680px; margin: 60px auto; padding: 0 20px; }
h1 { font-size: 40px; line-height: 1.15; }
@media (prefers-color-scheme: dark) { body { background: #101114; color: #dde; } }
`;

/** A server of another origin with a page under a strict CSP: no inline script, styles by link only. */
export function serveHostPage(options: () => HostPageOptions, hostile = true) {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      const { pathname } = new URL(request.url);
      const page = options();
      if (pathname === "/page.css") {
        return new Response(hostile ? HOSTILE_CSS : CALM_CSS, {
          headers: { "content-type": "text/css" },
        });
      }
      if (pathname === "/page.js") {
        return new Response(page.before ?? "", { headers: { "content-type": "text/javascript" } });
      }
      const name = pathname === "/" ? "Pricing" : pathname.slice(1);
      return new Response(
        `<!doctype html><html lang="${page.lang ?? "en"}" dir="${page.dir ?? "ltr"}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Acme: ${name}</title><link rel="stylesheet" href="/page.css"><link rel="icon" href="data:,">
<script src="/page.js"></script>
<script src="${page.server}/widget.js" data-project-id="${page.projectId}" ${
          page.attributes ?? ""
        } async></script>
</head><body><main><h1>${name}</h1><p>Plans for teams of every size.</p>
<p><a href="/docs">Documentation</a></p><label>Search <input id="search"></label></main></body></html>`,
        {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy":
              `default-src 'none'; script-src 'self' ${page.server}; connect-src ${page.server}; ` +
              "style-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'",
          },
        },
      );
    },
  );
  return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
}
