import { deepStrictEqual, strictEqual } from "node:assert";
import { App } from "./mod.ts";

async function redirectTo(location: string, status?: number): Promise<[number, string | null]> {
  const app = new App().get("/", (ctx) => ctx.redirect(location, status));
  const response = await app.handler()(new Request("http://localhost/"));
  return [response.status, response.headers.get("location")];
}

Deno.test("a redirect to a path stays on this host", async () => {
  deepStrictEqual(await redirectTo("/home"), [302, "/home"]);
  deepStrictEqual(await redirectTo("/home?a=1#b", 303), [303, "/home?a=1#b"]);
  for (const location of ["//evil.test", "/\\evil.test", "\\\\evil.test", "/\t/evil.test"]) {
    deepStrictEqual(await redirectTo(location), [302, "/evil.test"]);
  }
});

Deno.test("a redirect to a full address is kept", async () => {
  deepStrictEqual(await redirectTo("https://id.test/x?y=%20"), [302, "https://id.test/x?y=%20"]);
});

Deno.test("line breaks and other letters in a redirect are escaped", async () => {
  deepStrictEqual(await redirectTo("/a\r\nset-cookie: x"), [302, "/a%0D%0Aset-cookie:%20x"]);
  deepStrictEqual(await redirectTo("/grün/\ud800"), [302, "/gr%C3%BCn/%EF%BF%BD"]);
});

Deno.test("a stream is passed on untouched, and the handler sees the caller leave", async () => {
  const left = Promise.withResolvers<void>();
  const app = new App().use(async (ctx) => await ctx.next()).get("/", (ctx) => {
    ctx.req.signal.addEventListener("abort", () => left.resolve());
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    });
    return new Response(stream, { headers: { "content-type": "text/event-stream" } });
  });
  const server = Deno.serve({ port: 0, onListen() {} }, app.handler());
  const response = await fetch(`http://localhost:${server.addr.port}/`);
  strictEqual(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body!.getReader();
  strictEqual(new TextDecoder().decode((await reader.read()).value), "data: 1\n\n");
  await reader.cancel();
  await left.promise;
  await server.shutdown();
});
