import { deepStrictEqual, match, strictEqual } from "node:assert";
import { h } from "preact";
import { App, HttpError, type Middleware, page } from "./mod.ts";
import { silenced } from "./testing/fixture.ts";

type Send = (path: string, init?: RequestInit) => Promise<Response>;

function serve<State>(app: App<State>): Send {
  const handler = app.handler();
  return (path, init) => handler(new Request(`http://localhost${path}`, init));
}

const say = (text: string): Middleware<unknown> => () => new Response(text);

async function body(response: Promise<Response>): Promise<string> {
  return await (await response).text();
}

Deno.test("of two routes for one address the one added first answers", async () => {
  const send = serve(new App().get("/a/:id", say("first")).get("/a/b", say("second")));
  strictEqual(await body(send("/a/b")), "first");
});

Deno.test("each method has its own route, and all() takes the rest", async () => {
  const app = new App().get("/x", say("get")).post("/x", say("post")).put("/x", say("put"))
    .patch("/x", say("patch")).delete("/x", say("delete")).all("/x", say("all"));
  const send = serve(app);
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    strictEqual(await body(send("/x", { method })), method.toLowerCase());
  }
  strictEqual(await body(send("/x", { method: "OPTIONS" })), "all");
});

Deno.test("middleware wraps only what was added after it", async () => {
  const mark: Middleware<unknown> = async (ctx) => {
    const response = await ctx.next();
    response.headers.set("x-mark", "1");
    return response;
  };
  const send = serve(new App().get("/before", say("b")).use(mark).get("/after", say("a")));
  strictEqual((await send("/before")).headers.get("x-mark"), null);
  strictEqual((await send("/after")).headers.get("x-mark"), "1");
});

Deno.test("middleware with a path sees that path and those below", async () => {
  const app = new App<{ hit?: boolean }>()
    .use("/admin", (ctx) => {
      ctx.state.hit = true;
      return ctx.next();
    })
    .get("/admin", (ctx) => ctx.json(ctx.state))
    .get("/admin/users", (ctx) => ctx.json(ctx.state))
    .get("/administrator", (ctx) => ctx.json(ctx.state));
  const send = serve(app);
  strictEqual(await body(send("/admin")), '{"hit":true}');
  strictEqual(await body(send("/admin/users")), '{"hit":true}');
  strictEqual(await body(send("/administrator")), "{}");
});

Deno.test("middleware runs outside in and sees the response on the way back", async () => {
  const trail: string[] = [];
  const step = (name: string): Middleware<unknown> => async (ctx) => {
    trail.push(`${name} in`);
    const response = await ctx.next();
    trail.push(`${name} out`);
    return response;
  };
  await serve(new App().use(step("a"), step("b")).get("/", say("x")))("/");
  deepStrictEqual(trail, ["a in", "b in", "b out", "a out"]);
});

Deno.test("a step may ask for the rest of the chain again", async () => {
  let tries = 0;
  const app = new App()
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch {
        return await ctx.next();
      }
    })
    .get("/", () => {
      if (++tries === 1) throw new Error("once");
      return new Response(`try ${tries}`);
    });
  strictEqual(await body(serve(app)("/")), "try 2");
});

Deno.test("path parameters are decoded, and broken escapes stay as they are", async () => {
  const send = serve(new App().get("/p/:id", (ctx) => ctx.json([ctx.params, ctx.route])));
  strictEqual(await body(send("/p/a%2Fb%20c")), '[{"id":"a/b c"},"/p/:id"]');
  strictEqual(await body(send("/p/%E0%A4%A")), '[{"id":"%E0%A4%A"},"/p/:id"]');
});

Deno.test("middleware knows the route and its parameters", async () => {
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.set("x-route", `${ctx.route} ${ctx.params.id}`);
      return response;
    })
    .get("/p/:id", say("x"));
  strictEqual((await serve(app)("/p/7")).headers.get("x-route"), "/p/:id 7");
});

Deno.test("HEAD gives the headers of GET and releases the body", async () => {
  let released = false;
  const app = new App().get("/", () => {
    const stream = new ReadableStream({ cancel: () => void (released = true) });
    return new Response(stream, { status: 206, headers: { "x-kind": "get" } });
  });
  const response = await serve(app)("/", { method: "HEAD" });
  strictEqual(response.status, 206);
  strictEqual(response.headers.get("x-kind"), "get");
  strictEqual(response.body, null);
  strictEqual(released, true);
});

Deno.test("a HEAD route of its own comes before GET", async () => {
  const app = new App().get("/", say("get"))
    .head("/", () => new Response(null, { headers: { "x-kind": "head" } }));
  const response = await serve(app)("/", { method: "HEAD" });
  strictEqual(response.headers.get("x-kind"), "head");
});

Deno.test("a method no route takes gets 405 with the methods that would work", async () => {
  const seen: number[] = [];
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      seen.push(response.status);
      return response;
    })
    .get("/x", say("x")).post("/x", say("x"));
  const response = await serve(app)("/x", { method: "DELETE" });
  strictEqual(response.status, 405);
  strictEqual(response.headers.get("allow"), "GET, HEAD, POST");
  deepStrictEqual(seen, [405]);
});

Deno.test("a route added in code serves a component and its handlers", async () => {
  const app = new App().route("/r/:id", {
    handler: { GET: (ctx) => page({ id: ctx.params.id }, { status: 201 }) },
    component: ({ data }: { data: { id: string } }) => h("p", null, `id ${data.id}`),
  });
  const send = serve(app);
  const response = await send("/r/5");
  strictEqual(response.status, 201);
  match(await response.text(), /^<!DOCTYPE html><html lang="en">.*<body><p>id 5<\/p><\/body>/);
  strictEqual((await send("/r/5", { method: "POST" })).headers.get("allow"), "GET, HEAD");
});

Deno.test("a mounted app answers below its path with its own middleware", async () => {
  const inner = new App<{ by?: string }>()
    .use((ctx) => {
      ctx.state.by = "inner";
      return ctx.next();
    })
    .get("/", (ctx) => ctx.json(["index", ctx.state.by]))
    .get("/x/:id", (ctx) => ctx.json([ctx.params.id, ctx.state.by]));
  const app = new App<{ by?: string }>().mountApp("/in", inner)
    .get("/out", (ctx) => ctx.json(ctx.state));
  const send = serve(app);
  strictEqual(await body(send("/in")), '["index","inner"]');
  strictEqual(await body(send("/in/x/3")), '["3","inner"]');
  strictEqual(await body(send("/out")), "{}");
});

Deno.test("an HttpError answers with its status and text", async () => {
  const app = new App().get("/", () => {
    throw new HttpError(409, "Taken already");
  });
  const response = await serve(app)("/");
  strictEqual(response.status, 409);
  strictEqual(await response.text(), "Taken already");
});

Deno.test("an unexpected error is logged and its text is not sent", async () => {
  const app = new App().get("/", () => {
    throw new Error("password is hunter2");
  });
  const logged = await silenced(async () => {
    const response = await serve(app)("/");
    strictEqual(response.status, 500);
    strictEqual(await response.text(), "Internal server error");
  });
  strictEqual(String(logged[0]), "Error: password is hunter2");
});

Deno.test("onError answers for what was added after it, notFound for the rest", async () => {
  const app = new App()
    .onError("/api", (ctx) => ctx.json({ error: (ctx.error as Error).message }, { status: 400 }))
    .get("/api/x", () => {
      throw new Error("bad");
    })
    .notFound((ctx) => ctx.text(`no ${ctx.url.pathname}`, { status: 404 }));
  const send = serve(app);
  strictEqual(await body(send("/api/x")), '{"error":"bad"}');
  strictEqual(await body(send("/nowhere")), "no /nowhere");
});

Deno.test("a step that returns nothing is reported with its address", async () => {
  const app = new App().get("/", (() => {}) as unknown as Middleware<unknown>);
  const logged = await silenced(async () => {
    strictEqual((await serve(app)("/")).status, 500);
  });
  match(String(logged[0]), /A step for \/ returned no Response/);
});

Deno.test("every request starts with an empty state", async () => {
  const app = new App<{ n?: number }>().get("/", (ctx) => {
    ctx.state.n = (ctx.state.n ?? 0) + 1;
    return ctx.json(ctx.state);
  });
  const send = serve(app);
  await send("/");
  strictEqual(await body(send("/")), '{"n":1}');
});
