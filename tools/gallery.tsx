import AxeBuilder from "axe-core";
import type { Page } from "playwright-core";
import { render } from "preact-render-to-string";
import { stylesheets } from "../components/stylesheets.ts";
import { launchBrowser } from "../fresh/testing/browser.ts";
import { bundleStyles } from "./bundle_css.ts";
import { pages } from "./gallery/pages.tsx";

/*
 * Renders every component with believable, long, empty and hostile data, under the product's
 * content security policy, takes pictures in both themes and two widths, and runs axe on each.
 *   deno run -A tools/gallery.tsx <folder> [page ...]
 */
const [folder = await Deno.makeTempDir(), ...only] = Deno.args;
const css = await bundleStyles();
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'";
const widths = [1440, 390, 1024, 360, 1800];

function htmlOf(name: string): string {
  const body = render(<>{pages[name]!()}</>);
  const links = stylesheets.map((href) => `<link rel="stylesheet" href="${href}">`).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>` +
    `<meta name="viewport" content="width=device-width">${links}</head><body>${body}</body></html>`;
}

const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
  const path = new URL(request.url).pathname.slice(1);
  const headers = { "content-security-policy": policy };
  if (path === "app.css") {
    return new Response(css, { headers: { ...headers, "content-type": "text/css" } });
  }
  if (path === "favicon.ico") return new Response(null, { status: 204 });
  if (!Object.hasOwn(pages, path)) return new Response("Not found", { status: 404 });
  return new Response(htmlOf(path), {
    headers: { ...headers, "content-type": "text/html; charset=utf-8" },
  });
});

const browser = await launchBrowser();

/** What is clicked before the picture: the open state of menus, the dialog, the drawer. */
const opened: Record<string, (page: Page) => Promise<unknown>> = {
  open_filter: (page) => page.getByText("Tags", { exact: true }).first().click(),
  open_account: async (page) => {
    if (page.viewportSize()!.width < 896) await page.getByLabel("Menu").click();
    await page.getByText("Account menu").click({ force: true });
  },
  open_project: async (page) => {
    if (page.viewportSize()!.width < 896) await page.getByLabel("Menu").click();
    await page.getByText("Switch project").click({ force: true });
  },
  open_dialog: (page) => page.getByRole("button", { name: "New key" }).click(),
  open_bulk: (page) => page.locator("tbody .box").nth(1).check(),
  open_more: (page) => page.getByLabel("More actions").click(),
};
let problems = 0;
const report = (text: string) => {
  problems++;
  console.log(text);
};

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of widths) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: false,
      reducedMotion: "reduce",
    });
    for (const name of Object.keys(pages)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const page = await context.newPage();
      const where = `${name} ${width} ${colorScheme}`;
      page.on("console", (message) => {
        const text = message.text();
        if (message.type() === "error") report(`${where}: ${text}`);
      });
      page.on("dialog", () => report(`${where}: a script of the data ran`));
      await page.goto(`http://127.0.0.1:${server.addr.port}/${name}`);
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return null;
        const guilty = [...document.querySelectorAll("body *")].filter((element) =>
          element.getBoundingClientRect().right > clientWidth + 1
        );
        return guilty.slice(0, 3).map((element) => element.outerHTML.slice(0, 80)).join(" | ");
      });
      if (wide !== null) report(`${where}: the page is too wide: ${wide}`);
      await opened[name]?.(page);
      await page.screenshot({
        path: `${folder}/${name}-${width}-${colorScheme}.png`,
        fullPage: !opened[name],
      });
      await page.evaluate(AxeBuilder.source);
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run({
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        })
      );
      for (const violation of violations) {
        const node = violation.nodes[0]!;
        report(
          `${where}: ${violation.id} x${violation.nodes.length}: ${node.html.slice(0, 160)} ` +
            (node.any[0]?.message ?? violation.help),
        );
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await server.shutdown();
const { stop } = await import("esbuild");
await stop();
console.log(`${problems} problems; pictures in ${folder}`);
Deno.exit(problems > 0 ? 1 : 0);
