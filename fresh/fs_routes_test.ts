import { match, notStrictEqual, ok, strictEqual } from "node:assert";
import { HttpError } from "./mod.ts";
import { serveFixture, silenced } from "./testing/fixture.ts";

const send = await serveFixture();

async function body(path: string): Promise<string> {
  return await (await send(path)).text();
}

Deno.test("a page renders inside its layouts and the app wrapper", async () => {
  const response = await send("/");
  strictEqual(response.headers.get("content-type"), "text/html; charset=utf-8");
  match(
    await response.text(),
    /^<!DOCTYPE html><html lang="en"><head>.*<\/head><body><div class="root-layout"><main><h1>Home/,
  );
});

Deno.test("the page's title replaces the wrapper's", async () => {
  const html = await body("/");
  strictEqual(html.match(/<title>/g)?.length, 1);
  match(html, /<title>Home &amp; more<\/title>/);
  match(await body("/shop/new"), /<title>Default title<\/title>/);
});

Deno.test("a handler gives its page data, status and headers", async () => {
  const response = await send("/shop?q=hats");
  strictEqual(response.status, 203);
  strictEqual(response.headers.get("x-page"), "shop");
  match(await response.text(), /q=hats trail=root,shop-a,shop-b/);
});

Deno.test("a handler may answer without the page", async () => {
  const response = await send("/shop", { method: "POST" });
  strictEqual(response.status, 303);
  strictEqual(response.headers.get("location"), "/shop");
});

Deno.test("a layout sees the page's data and wraps only its folder", async () => {
  match(await body("/shop"), /<section class="shop-layout" data-from-page="{&quot;query&quot;/);
  ok(!(await body("/")).includes("shop-layout"));
});

Deno.test("middleware of a folder runs for its pages only, in order", async () => {
  strictEqual((await send("/shop/new")).headers.get("x-trail"), "root shop-a shop-b");
  strictEqual((await send("/inner")).headers.get("x-trail"), "root");
});

Deno.test("a file with a fixed name wins over a parameter", async () => {
  match(await body("/shop/new"), /new product/);
  match(await body("/shop/12"), /product 12 on \/shop\/:id/);
});

Deno.test("an async page may answer with a response", async () => {
  const response = await send("/shop/teapot");
  strictEqual(response.status, 418);
  strictEqual(await response.text(), "short and stout");
});

Deno.test("optional and rest parameters are absent when empty", async () => {
  match(await body("/opt"), /opt {}/);
  match(await body("/opt/a"), /opt {&quot;name&quot;:&quot;a&quot;}/);
  match(await body("/old"), /old {}/);
  match(await body("/old/"), /old {}/);
  match(await body("/old/a/b%20c"), /{&quot;rest&quot;:&quot;a\/b c&quot;}/);
});

Deno.test("a group adds its layout but nothing to the address", async () => {
  match(await body("/inner"), /root-layout"><div class="group-layout"><p>inner/);
  strictEqual((await send("/(group)/inner")).status, 404);
});

Deno.test("a page can leave out layouts and the app wrapper", async () => {
  const html = await body("/bare");
  match(html, /<body><p>bare<\/p><\/body>/);
  ok(!html.includes("Default title"));
});

Deno.test("private folders and special files are no pages", async () => {
  for (
    const path of [
      "/shop/(_components)/Price",
      "/shop/(_islands)/Basket",
      "/_app",
      "/_middleware",
      "/_layout",
    ]
  ) {
    notStrictEqual((await send(path)).status, 200, path);
  }
});

Deno.test("a method the file does not know gets 405 with those it does", async () => {
  const response = await send("/methods", { method: "DELETE" });
  strictEqual(response.status, 405);
  strictEqual(response.headers.get("allow"), "GET, HEAD, PUT");
  strictEqual((await send("/inner", { method: "POST" })).status, 405);
  strictEqual((await send("/inner", { method: "HEAD" })).status, 200);
});

Deno.test("HEAD of a file route has the headers of GET", async () => {
  const response = await send("/methods", { method: "HEAD" });
  strictEqual(response.headers.get("content-length"), "3");
  strictEqual(await response.text(), "");
});

Deno.test("the nearest error page answers, with the status of the error", async () => {
  const forbidden = await send("/shop/new?forbid");
  strictEqual(forbidden.status, 403);
  match(await forbidden.text(), /shop-layout.*shop error: No entry/);
  const missing = await send("/shop/a/b");
  strictEqual(missing.status, 404);
  match(await missing.text(), /shop error: Not found/);
});

Deno.test("an unknown address gets the 404 page", async () => {
  const response = await send("/nowhere");
  strictEqual(response.status, 404);
  match(await response.text(), /root-layout"><p class="error">root 404/);
});

Deno.test("a page that throws gets the error page and a line in the log", async () => {
  const logged = await silenced(async () => {
    const response = await send("/shop/broken");
    strictEqual(response.status, 500);
    match(await response.text(), /shop error: the shelf fell down/);
  });
  match(String(logged[0]), /the shelf fell down/);
});

Deno.test("errors from outside the files get the outermost error page", async () => {
  const sendFailing = await serveFixture(() => {
    throw new HttpError(429, "Slow down");
  });
  const response = await sendFailing("/");
  strictEqual(response.status, 429);
  match(await response.text(), /root error: 429 Slow down/);
});

Deno.test("middleware of the app sees the answer of an error page", async () => {
  const sendMarked = await serveFixture(async (ctx) => {
    const response = await ctx.next();
    response.headers.set("x-status", String(response.status));
    return response;
  });
  strictEqual((await sendMarked("/nowhere")).headers.get("x-status"), "404");
});

Deno.test("a page of a plugin sits below its folder's address in the common layout", async () => {
  match(await body("/plugins/echo/setup"), /root-layout">.*class="knob">3<\/button>/);
  strictEqual((await send("/plugins/echo/nowhere")).status, 404);
});
