import { page } from "fresh";
import { define } from "../../define.ts";
import Price from "./(_components)/Price.tsx";
import Basket from "./(_islands)/Basket.tsx";

export const handler = define.handlers({
  GET(ctx) {
    return page({ query: ctx.url.searchParams.get("q") }, {
      status: 203,
      headers: { "x-page": "shop" },
    });
  },
  POST(ctx) {
    return ctx.redirect("/shop", 303);
  },
});

export default define.page<typeof handler>(({ data, state }) => (
  <main>
    <Price value={5} /> <span>q={data.query} trail={state.trail.join(",")}</span>
    <Basket count={2} />
  </main>
));
