import { HttpError } from "fresh";
import { define } from "../../define.ts";

export const handler = define.middleware([
  (ctx) => {
    ctx.state.trail.push("shop-a");
    return ctx.next();
  },
  (ctx) => {
    ctx.state.trail.push("shop-b");
    if (ctx.url.searchParams.has("forbid")) throw new HttpError(403, "No entry");
    return ctx.next();
  },
]);
