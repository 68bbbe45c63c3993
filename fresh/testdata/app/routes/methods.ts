import { define } from "../define.ts";

export const handler = define.handlers({
  GET: () => new Response("got", { headers: { "content-length": "3" } }),
  PUT: async (ctx) => new Response(await ctx.req.text()),
});
