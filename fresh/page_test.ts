import { match, strictEqual } from "node:assert";
import { h } from "preact";
import { signal } from "@preact/signals";
import { App } from "./mod.ts";
import { emptySnapshot } from "./snapshot.ts";
import { registerIsland } from "./island.ts";
import type { IslandComponent } from "./types.ts";

/** Renders an island of these props in an app that knows it under the name `Test`. */
async function renderIsland(
  component: IslandComponent,
  props: Record<string, unknown>,
  vnode = () => h(component, props),
): Promise<string> {
  registerIsland(component);
  const snapshot = emptySnapshot();
  const reference = { url: "/test.js", preload: [], file: "Test.tsx", exportName: "default" };
  snapshot.islands.set(component, reference);
  const app = new App().useSnapshot(snapshot).route("/", { component: vnode });
  const html = await (await app.handler()(new Request("http://localhost/"))).text();
  return html.replaceAll(/[0-9a-f]{24}/g, "T");
}

Deno.test("dates, maps, bigints and shared objects survive in props", async () => {
  const shared = { a: 1 };
  const html = await renderIsland(() => null, {
    at: new Date(0),
    map: new Map([["k", 2n]]),
    one: shared,
    two: shared,
  });
  match(html, /\["Date","1970-01-01T00:00:00.000Z"\]/);
  match(html, /\["Map",/);
  match(html, /"one":(\d+),"two":\1}/);
});

Deno.test("JSX inside a signal waits in a template", async () => {
  const html = await renderIsland(() => null, { content: signal(h("b", null, "later")) });
  match(html, /<template data-slot="T:0"><b>later<\/b><\/template><script/);
});

Deno.test("an island inside an island has no markers of its own", async () => {
  const inner: IslandComponent = ({ text }) => h("i", null, text as string);
  const outer: IslandComponent = () => h("div", null, h(inner, { text: "in" }));
  registerIsland(inner);
  const html = await renderIsland(outer, {});
  match(html, /<!--island:T:0--><div><i>in<\/i><\/div><!--\/island:T:0-->/);
});

Deno.test("a component that is no island of this app renders plainly", async () => {
  const other: IslandComponent = () => h("i", null, "plain");
  registerIsland(other);
  const html = await renderIsland(() => null, {}, () => h(other, {}));
  strictEqual(html.includes("<body><i>plain</i></body>"), true);
});
