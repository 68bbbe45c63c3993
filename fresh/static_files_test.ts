import { match, ok, strictEqual } from "node:assert";
import { asset } from "./runtime.ts";
import { serveFixture } from "./testing/fixture.ts";

const send = await serveFixture();
const FOREVER = "public, max-age=31536000, immutable";

Deno.test("a static file comes with its type and is asked for again each time", async () => {
  const response = await send("/app.css");
  strictEqual(response.headers.get("content-type"), "text/css; charset=utf-8");
  strictEqual(response.headers.get("cache-control"), "no-cache");
  strictEqual(response.headers.get("x-content-type-options"), "nosniff");
  match(await response.text(), /rebeccapurple/);
});

Deno.test("a file the browser has already is answered with 304 and no body", async () => {
  const etag = (await send("/app.css", { method: "HEAD" })).headers.get("etag")!;
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await send("/app.css", { headers: { "if-none-match": tag } });
    strictEqual(response.status, 304);
    strictEqual(response.headers.get("etag"), etag);
    strictEqual(await response.text(), "");
  }
  const other = await send("/app.css", { headers: { "if-none-match": '"other"' } });
  strictEqual(other.status, 200);
  await other.body?.cancel();
});

Deno.test("asset() adds the content hash, and that address is kept for good", async () => {
  const address = asset("/app.css");
  match(address, /^\/app\.css\?v=[0-9a-f]{16}$/);
  const head = await send(address, { method: "HEAD" });
  strictEqual(head.headers.get("cache-control"), FOREVER);
  const stale = await send("/app.css?v=0000", { method: "HEAD" });
  strictEqual(stale.headers.get("cache-control"), "no-cache");
});

Deno.test("asset() leaves alone what is no static file or has a query", () => {
  strictEqual(asset("/nowhere.css"), "/nowhere.css");
  strictEqual(asset("/app.css?x=1"), "/app.css?x=1");
  match(asset("/sub/pic.svg#part"), /^\/sub\/pic\.svg\?v=[0-9a-f]+#part$/);
});

Deno.test("built modules are kept for good", async () => {
  const [, url] = (await (await send("/shop")).text()).match(/src="([^"]+)"/)!;
  const response = await send(url!);
  strictEqual(response.status, 200);
  strictEqual(response.headers.get("cache-control"), FOREVER);
  strictEqual(response.headers.get("content-type"), "text/javascript; charset=utf-8");
  await response.body?.cancel();
});

Deno.test("escaped names are found and broken escapes are not", async () => {
  strictEqual(await (await send("/with%20space.txt")).text(), "hello\n");
  strictEqual((await send("/%E0%A4%A")).status, 404);
});

Deno.test("no address leads out of the static folders", async () => {
  for (
    const path of [
      "/../routes/index.tsx",
      "/%2e%2e/routes/index.tsx",
      "/..%2froutes/index.tsx",
      "/sub/..%2f..%2fdefine.ts",
      "/static/app.css",
      "/plugins/echo/mod.ts",
      "/routes/index.tsx",
      "/_fresh/manifest.json",
      "//app.css",
      "/app.css%00",
    ]
  ) {
    const response = await send(path);
    strictEqual(response.status, 404, path);
    await response.body?.cancel();
  }
});

Deno.test("other methods than GET and HEAD do not reach static files", async () => {
  strictEqual((await send("/app.css", { method: "POST" })).status, 404);
});

Deno.test("HEAD of a static file has its headers and no body", async () => {
  const response = await send("/sub/pic.svg", { method: "HEAD" });
  strictEqual(response.headers.get("content-type"), "image/svg+xml");
  strictEqual(response.body, null);
});

Deno.test("static files of a plugin are below its folder's address", async () => {
  const response = await send("/plugins/echo/static/icon.svg");
  strictEqual(response.status, 200);
  ok((await response.text()).startsWith("<svg"));
});
