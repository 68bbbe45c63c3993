import { deepStrictEqual } from "node:assert";
import { createDefine, page, type PageProps } from "./mod.ts";

const define = createDefine<{ user: string }>();

/** Compiles only when both types are the same. */
function sameType<A, B>(_same: [A] extends [B] ? [B] extends [A] ? true : false : false): void {}

Deno.test("a page knows the type of the data its handlers give", () => {
  const handler = define.handlers({
    GET: (ctx) => ctx.state.user ? page({ count: 1 }) : ctx.redirect("/sign-in"),
    POST: async (ctx) => page({ wrong: await ctx.req.text() }, { status: 422 }),
  });
  define.page<typeof handler>((props) => {
    sameType<typeof props.data, { count: number } | { wrong: string }>(true);
    sameType<typeof props.state, { user: string }>(true);
    return null;
  });
});

Deno.test("a single handler function gives its data type too", () => {
  const handler = define.handlers((ctx) => page(ctx.params.id ?? "none"));
  define.page<typeof handler>(({ data }) => {
    sameType<typeof data, string>(true);
    return data;
  });
});

Deno.test("a page without a handler has no data", () => {
  define.page((props) => {
    sameType<typeof props, PageProps<undefined, { user: string }>>(true);
    return null;
  });
});

Deno.test("page() carries data, status and headers", () => {
  deepStrictEqual(page(), { data: undefined });
  deepStrictEqual(page({ a: 1 }, { status: 422, headers: { "x-a": "1" } }), {
    data: { a: 1 },
    status: 422,
    headers: { "x-a": "1" },
  });
});
