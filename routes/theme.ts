import { define } from "../server/state.ts";
import { ownPath } from "./(_common)/address.ts";
import { cookieLine } from "./(_common)/cookies.ts";
import { readForm } from "./(_common)/form.ts";
import { THEME_COOKIE } from "./(_common)/theme.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Keeps the reader's theme and goes back to the page they chose it on. */
export const handler = define.handlers({
  async POST(ctx) {
    const form = await readForm(ctx.req, ctx.state.services);
    const theme = form.text("theme");
    const isChosen = theme === "light" || theme === "dark";
    const answer = ctx.redirect(ownPath(form.text("next"), "/"), 303);
    answer.headers.append(
      "set-cookie",
      cookieLine(ctx.req, THEME_COOKIE, isChosen ? theme : "", isChosen ? YEAR_SECONDS : 0),
    );
    return answer;
  },
});
