import { projectsOfUser } from "../../core/access/mod.ts";
import { define } from "../../server/state.ts";
import { withHttpErrors } from "../(_common)/http_errors.ts";
import { forgetNotice } from "../(_common)/notice.ts";

/** Lets signed-in people pass; others sign in first and come back. */
const signedIn = define.middleware(async (ctx) => {
  const { accounts, sql } = ctx.state.services;
  const visitor = await accounts.userOf(ctx.req);
  if (!visitor) {
    const isRead = ctx.req.method === "GET" || ctx.req.method === "HEAD";
    // What was sent with a form is lost by then, so the way back is the page it was on.
    const next = ctx.url.pathname + (isRead ? ctx.url.search : "");
    return ctx.redirect(`/login?next=${encodeURIComponent(next)}`, 303);
  }
  ctx.state.user = visitor.user;
  ctx.state.projects = await projectsOfUser(sql, visitor.user.id);
  const answer = await ctx.next();
  // Pages hold customers' words: no shared cache, and none left after signing out.
  if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
  forgetNotice(ctx.req, answer);
  return answer;
});

export default [withHttpErrors, signedIn];
