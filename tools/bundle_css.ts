import { transform } from "esbuild";

/** The parts of the style sheet, in the order of the page. */
const parts = [
  "tokens",
  "base",
  "layout",
  "forms",
  "badges",
  "table",
  "session_table",
  "filters",
  "overlays",
  "conversation",
  "transcript",
  "aside",
  "blocks",
  "pages",
  "page_forms",
  "access",
  "sync",
  "customers",
  "issues",
  "issue_page",
  "connect",
  "channels",
  "knowledge",
  "review",
  "agent",
  "analytics",
  "notifications",
];

const root = new URL("../static/", import.meta.url);

/** Joins static/css/*.css into one minified style sheet and returns it. */
export async function bundleStyles(): Promise<string> {
  const texts = await Promise.all(
    parts.map((part) => Deno.readTextFile(new URL(`css/${part}.css`, root))),
  );
  // Sent as written: nesting and light-dark() are understood by every browser since 2024.
  const { code } = await transform(texts.join("\n"), {
    loader: "css",
    minify: true,
    target: "esnext",
  });
  return code;
}

/** Writes static/app.css when it differs from its parts; true when it was written. */
export async function writeStyles(): Promise<boolean> {
  const path = new URL("app.css", root);
  const code = await bundleStyles();
  const before = await Deno.readTextFile(path).catch(() => "");
  if (before === code) return false;
  await Deno.writeTextFile(path, code);
  return true;
}

if (import.meta.main) {
  const { stop } = await import("esbuild");
  console.log(await writeStyles() ? "static/app.css written" : "static/app.css is up to date");
  await stop();
}
