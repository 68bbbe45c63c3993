import { match, ok, strictEqual } from "node:assert";
import { serveFixture, silenced } from "./testing/fixture.ts";

const send = await serveFixture();

async function body(path: string): Promise<string> {
  return await (await send(path)).text();
}

function readData(html: string) {
  const [, text] = html.match(/<script type="application\/json" data-islands>(.*?)<\/script>/s)!;
  return JSON.parse(text!);
}

Deno.test("a page without islands ships no script", async () => {
  const html = await body("/");
  ok(!html.includes("<script"));
  ok(!html.includes("modulepreload"));
});

Deno.test("a page with islands has no inline code and no inline style", async () => {
  const html = await body("/islands");
  for (const [tag] of html.matchAll(/<script[^>]*>/g)) {
    match(tag, /type="application\/json"|src="\/_fresh\/js\//);
  }
  ok(!/<style|\sstyle=|\son\w+=/i.test(html));
});

Deno.test("markers around an island carry a token that is new for each page", async () => {
  const [first, second] = [await body("/shop"), await body("/shop")];
  const { token } = readData(first);
  match(token, /^[0-9a-f]{24}$/);
  match(first, new RegExp(`<!--island:${token}:0--><i>basket 2</i><!--/island:${token}:0-->`));
  ok(!second.includes(token));
});

Deno.test("stored comments and data cannot pass for markers", async () => {
  const html = await body("/forged");
  const { token } = readData(html.slice(html.lastIndexOf('<script type="application/json"')));
  strictEqual(html.match(/<!--island:/g)?.length, 3);
  strictEqual(html.match(new RegExp(`<!--island:${token}:`, "g"))?.length, 1);
});

Deno.test("one signal in several islands is sent once", async () => {
  const data = readData(await body("/islands"));
  strictEqual(data.signals, true);
  strictEqual(JSON.stringify(data.props).match(/"signal"/g)?.length, 1);
});

Deno.test("a page whose props hold no signal does not load the signals library", async () => {
  const html = await body("/shop");
  strictEqual(readData(html).signals, false);
  ok(!html.includes("client_signals"));
});

Deno.test("hostile text in props cannot end the script", async () => {
  const html = await body("/islands");
  const start = html.indexOf("data-islands>");
  ok(!html.slice(start, html.indexOf("</script>", start)).includes("<"));
  ok(html.includes("<em>&lt;/script>"));
});

Deno.test("JSX props are rendered where the island shows them, the others wait in templates", async () => {
  const html = await body("/islands");
  const { token } = readData(html);
  match(html, new RegExp(`<!--slot:${token}:\\d--><p class="slot">shown`));
  match(html, new RegExp(`<template data-slot="${token}:\\d"><p class="hidden-slot">`));
});

Deno.test("islands of the page are preloaded with the modules they import", async () => {
  const html = await body("/islands");
  for (const name of ["client-", "islands_Counter-", "islands_Toggle-", "chunk-"]) {
    match(html, new RegExp(`<link rel="modulepreload" href="/_fresh/js/${name}[A-Z0-9]+\\.js">`));
  }
  ok(!html.includes("plugins_echo_islands_Knob"));
});

Deno.test("a prop that cannot be sent is named together with its island", async () => {
  const logged = await silenced(async () => {
    strictEqual((await send("/unsendable")).status, 500);
  });
  match(String(logged[0]), /Cannot send the prop "onClick" of the island islands\/Echo\.tsx/);
});
