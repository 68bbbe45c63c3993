import type { Context } from "fresh";
import { cookieLine, cookieOf } from "./cookies.ts";

/** Carries one sentence over the redirect after a form was sent. */
const NOTICE_COOKIE = "hissuno_notice";
const SECONDS = 60;

/** What the last form did, for the page shown now. */
export function noticeOf(request: Request): string | null {
  return cookieOf(request, NOTICE_COOKIE)?.slice(0, 300) || null;
}

/** The answer to a form that was done: leads to a page, which then says what happened. */
export function done(ctx: Context<unknown>, path: string, notice?: string): Response {
  const answer = ctx.redirect(path, 303);
  if (notice) {
    answer.headers.append("set-cookie", cookieLine(ctx.req, NOTICE_COOKIE, notice, SECONDS));
  }
  return answer;
}

/** Forgets the sentence once a page has shown it. */
export function forgetNotice(request: Request, answer: Response): void {
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  if (isPage && cookieOf(request, NOTICE_COOKIE) !== null) {
    answer.headers.append("set-cookie", cookieLine(request, NOTICE_COOKIE, "", 0));
  }
}
