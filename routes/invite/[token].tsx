import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { AuthCard } from "../../components/auth_card.tsx";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { LinkButton } from "../../components/link_button.tsx";
import { acceptAsNewUser, acceptAsUser, openInvitation } from "../../core/access/mod.ts";
import { AppError } from "../../core/errors.ts";
import { define, type State } from "../../server/state.ts";
import { type FormErrors, readForm } from "../(_common)/form.ts";
import { done } from "../(_common)/notice.ts";
import { enter, withCookies } from "../(_entry)/enter.ts";
import { entryHeaders as headers } from "../(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "../(_entry)/failed_form.ts";
import { LinkOver } from "../(_entry)/link_over.tsx";
import { NewAccountForm } from "../(_entry)/new_account_form.tsx";
import { roleTexts } from "../(_entry)/role_texts.ts";

export const handler = define.handlers({
  async GET(ctx) {
    try {
      return page(await read(ctx, "", noErrors), { headers });
    } catch (thrown) {
      return over(thrown);
    }
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req, services);
    const token = ctx.params.token!;
    const name = form.text("name");
    const password = form.raw("password");
    const visitor = await services.accounts.userOf(ctx.req);
    try {
      if (visitor) {
        const { projectId } = await acceptAsUser(services.sql, { token, user: visitor.user });
        const path = `/projects/${projectId}/feedback`;
        return withCookies(done(ctx, path, "You are in."), []);
      }
      const { user, projectId } = await acceptAsNewUser(services, { token, name, password });
      const path = `/projects/${projectId}/feedback`;
      return await enter(ctx, { email: user.email, password }, path, `Welcome, ${user.name}.`);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "link_used") return over(thrown);
      const { errors, init } = failedForm(thrown, ["name", "password"]);
      try {
        return page(await read(ctx, name, errors), { ...init, headers });
      } catch (thrown) {
        return over(thrown);
      }
    }
  },
});

/** Joining a project: signed in as the invited person, or with a new account. */
export default define.page<typeof handler>(({ data, url }) => {
  if (data.invitation === null) {
    return (
      <LinkOver title="This invitation is over">
        It was used, taken back or has expired. Ask whoever invited you for a new one.
      </LinkOver>
    );
  }
  const { invitation: { projectName, role, email, hasAccount }, user, name, errors } = data;
  const isOther = user !== null && user.email !== email;
  return (
    <>
      <Head>
        <title>Invitation · Hissuno</title>
      </Head>
      <AuthCard
        title={`Join ${projectName}`}
        text={
          <>
            You are invited as <strong>{role}</strong>. {roleTexts[role]}
          </>
        }
      >
        {errors.form && !isOther && <Banner tone="danger">{errors.form}</Banner>}
        {isOther
          ? (
            <>
              <Banner tone="warning">
                {`The invitation is for ${email}; you are signed in as ${user.email}.`}
              </Banner>
              <form class="form" method="post" action="/logout">
                <input type="hidden" name="then" value={url.pathname} />
                <Button type="submit" variant="primary" wide>Sign out and go on</Button>
              </form>
            </>
          )
          : user !== null
          ? (
            <form class="form" method="post">
              <Button type="submit" variant="primary" wide>{`Join as ${user.name}`}</Button>
            </form>
          )
          : hasAccount
          ? (
            <LinkButton
              href={`/login?next=${encodeURIComponent(url.pathname)}`}
              variant="primary"
              wide
            >
              Sign in to join
            </LinkButton>
          )
          : <NewAccountForm email={email} name={name} errors={errors} />}
      </AuthCard>
    </>
  );
});

async function read(ctx: Context<State>, name: string, errors: FormErrors) {
  const { sql, accounts } = ctx.state.services;
  const invitation = await openInvitation(sql, ctx.params.token!);
  const visitor = await accounts.userOf(ctx.req);
  return { invitation, user: visitor?.user ?? null, name, errors };
}

function over(thrown: unknown) {
  if (!(thrown instanceof AppError) || thrown.code !== "link_used") throw thrown;
  return page({ invitation: null }, { status: 403, headers });
}
