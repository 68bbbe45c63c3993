import { define } from "../../define.ts";

export default define.page(async (ctx) => {
  await Promise.resolve();
  if (ctx.params.id === "teapot") return new Response("short and stout", { status: 418 });
  return <p>product {ctx.params.id} on {ctx.route}</p>;
});
