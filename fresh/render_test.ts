import { match, ok, strictEqual } from "node:assert";
import { Fragment, h } from "preact";
import { Head } from "./runtime.ts";
import { App, type PageComponent } from "./mod.ts";

async function render(component: PageComponent<never, unknown>, wrapped = true): Promise<string> {
  const app = new App().route("/", { component, config: { skipAppWrapper: !wrapped } });
  return await (await app.handler()(new Request("http://localhost/"))).text();
}

Deno.test("text of visitors is escaped", async () => {
  const html = await render(() => h("p", { title: '"><i>' }, "<script>alert(1)</script>"));
  ok(!html.includes("<script>") && !html.includes("<i>"));
});

Deno.test("head elements land in the head also when letters change length in lower case", async () => {
  const title = h("title", null, "İİİİ");
  const html = await render(() => h(Fragment, null, h(Head, null, title), h("p", null, "İ")));
  match(html, /<title>İİİİ<\/title><\/head><body><p>İ<\/p><\/body><\/html>$/);
});

Deno.test("of several titles the last one stays, wherever it is written", async () => {
  const title = (text: string) => h(Head, null, h("title", null, text));
  const html = await render(() => h("main", null, title("first"), title("a & b < c")));
  strictEqual(html.match(/<title>/g)?.length, 1);
  match(html, /<title>a &amp; b &lt; c<\/title>/);
});

Deno.test("a component that returns a whole document is left as it is", async () => {
  const document = () => h("html", { lang: "de" }, h("body", null, "x"));
  strictEqual(
    await render(document, false),
    '<!DOCTYPE html><html lang="de"><body>x</body></html>',
  );
});
