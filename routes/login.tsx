import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { AuthCard } from "../components/auth_card.tsx";
import { Banner } from "../components/banner.tsx";
import { Button } from "../components/button.tsx";
import { Input } from "../components/input.tsx";
import { hasUsers } from "../core/access/mod.ts";
import { define, type State } from "../server/state.ts";
import { ownPath } from "./(_common)/address.ts";
import { readForm } from "./(_common)/form.ts";
import { forgetNotice, noticeOf } from "./(_common)/notice.ts";
import { withCookies } from "./(_entry)/enter.ts";
import { entryHeaders } from "./(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "./(_entry)/failed_form.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const next = ownPath(ctx.url.searchParams.get("next"), "/");
    const { accounts, sql } = ctx.state.services;
    if (await accounts.userOf(ctx.req)) return ctx.redirect(next, 303);
    if (!await hasUsers(sql)) return ctx.redirect("/setup", 303);
    const headers = new Headers(entryHeaders);
    if (noticeOf(ctx.req) !== null) forgetLater(ctx, headers);
    return page({ next, email: "", notice: noticeOf(ctx.req), errors: noErrors }, { headers });
  },

  async POST(ctx) {
    const { services, clientAddress: ip } = ctx.state;
    const form = await readForm(ctx.req, services);
    const next = ownPath(form.text("next"), "/");
    const email = form.text("email");
    try {
      const { cookies } = await services.accounts.signIn({
        email,
        password: form.raw("password"),
        ip,
        userAgent: ctx.req.headers.get("user-agent"),
      });
      return withCookies(ctx.redirect(next, 303), cookies);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, ["email", "password"]);
      const headers = { ...init.headers, ...entryHeaders };
      return page({ next, email, notice: null, errors }, { status: init.status, headers });
    }
  },
});

/** Signing in with e-mail address and password. */
export default define.page<typeof handler>(({ data: { next, email, notice, errors } }) => (
  <>
    <Head>
      <title>Sign in · Hissuno</title>
    </Head>
    <AuthCard
      title="Sign in"
      foot="Forgotten your password? An owner of your project can make a reset link."
    >
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      {notice && <Banner tone="success">{notice}</Banner>}
      <form class="form" method="post" action="/login">
        <input type="hidden" name="next" value={next} />
        <Input
          label="E-mail address"
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          autofocus={email === ""}
          value={email}
          error={errors.fields.email}
        />
        <Input
          label="Password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus={email !== ""}
          error={errors.fields.password}
        />
        <Button type="submit" variant="primary" wide>Sign in</Button>
      </form>
    </AuthCard>
  </>
));

/** The notice is shown once: this answer takes it along. */
function forgetLater(ctx: Context<State>, headers: Headers): void {
  const answer = new Response(null, { headers: { "content-type": "text/html" } });
  forgetNotice(ctx.req, answer);
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
}
