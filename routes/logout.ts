import { define } from "../server/state.ts";
import { ownPath } from "./(_common)/address.ts";
import { readForm } from "./(_common)/form.ts";
import { done } from "./(_common)/notice.ts";
import { withCookies } from "./(_entry)/enter.ts";

/**
 * Ends the sign-in of this browser. `then` names where to go on; not the page somebody was on, since
 * the next person may not see it.
 */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect("/", 303),

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req, services);
    const cookies = await services.accounts.signOut(ctx.req);
    const then = ownPath(form.text("then"), "/login");
    return withCookies(done(ctx, then, "You are signed out."), cookies);
  },
});
