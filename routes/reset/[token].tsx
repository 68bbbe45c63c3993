import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AuthCard } from "../../components/auth_card.tsx";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Input } from "../../components/input.tsx";
import { openResetLink, redeemResetLink } from "../../core/access/mod.ts";
import { AppError } from "../../core/errors.ts";
import { define } from "../../server/state.ts";
import { readForm } from "../(_common)/form.ts";
import { done } from "../(_common)/notice.ts";
import { withCookies } from "../(_entry)/enter.ts";
import { entryHeaders as headers } from "../(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "../(_entry)/failed_form.ts";
import { LinkOver } from "../(_entry)/link_over.tsx";
import { NewPasswordInput } from "../(_entry)/password_input.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    try {
      const { email } = await openResetLink(ctx.state.services.sql, ctx.params.token!);
      return page({ email, errors: noErrors }, { headers });
    } catch (thrown) {
      return over(thrown);
    }
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req, services);
    const token = ctx.params.token!;
    try {
      await redeemResetLink(services, { token, password: form.raw("password") });
      const notice = "Your password is changed. Sign in with the new one.";
      return withCookies(done(ctx, "/login", notice), []);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "link_used") return over(thrown);
      const { errors, init } = failedForm(thrown, ["password"]);
      const { email } = await openResetLink(services.sql, token);
      return page({ email, errors }, { ...init, headers });
    }
  },
});

/** Choosing a new password by a link an owner handed over. */
export default define.page<typeof handler>(({ data: { email, errors } }) => {
  if (email === null) {
    return (
      <LinkOver title="This link is over">
        It was used or has expired. Ask an owner of your project for a new one.
      </LinkOver>
    );
  }
  return (
    <>
      <Head>
        <title>New password · Hissuno</title>
      </Head>
      <AuthCard
        title="Choose a new password"
        text="You are then signed out on all devices, and sign in with the new password."
      >
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <form class="form" method="post">
          <Input
            label="E-mail address"
            name="email"
            type="email"
            autocomplete="username"
            readOnly
            value={email}
          />
          <NewPasswordInput label="New password" error={errors.fields.password} />
          <Button type="submit" variant="primary" wide>Save password</Button>
        </form>
      </AuthCard>
    </>
  );
});

function over(thrown: unknown) {
  if (!(thrown instanceof AppError) || thrown.code !== "link_used") throw thrown;
  return page({ email: null, errors: noErrors }, { status: 403, headers });
}
