import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../components/banner.tsx";
import { LinkButton } from "../../../components/link_button.tsx";
import { PageHeader } from "../../../components/page_header.tsx";
import { now } from "../../../core/clock.ts";
import { invalid } from "../../../core/errors.ts";
import { define, type State } from "../../../server/state.ts";
import { type FormErrors, readForm } from "../../(_common)/form.ts";
import { done } from "../../(_common)/notice.ts";
import { withCookies } from "../../(_entry)/enter.ts";
import { failedForm, noErrors } from "../../(_entry)/failed_form.ts";
import { PasswordCard } from "./(_parts)/password_card.tsx";
import { ProfileCard } from "./(_parts)/profile_card.tsx";
import { SignInsCard } from "./(_parts)/sign_ins_card.tsx";

const FIELDS = ["name", "current_password", "new_password"];

export const handler = define.handlers({
  async GET(ctx) {
    return page(await read(ctx, ctx.state.user!.name, noErrors));
  },

  async POST(ctx) {
    const { services: { accounts }, clientAddress: ip } = ctx.state;
    const user = ctx.state.user!;
    const form = await readForm(ctx.req, ctx.state.services);
    const action = form.text("do");
    try {
      switch (action) {
        case "name":
          await accounts.rename(user.id, form.text("name"));
          return done(ctx, "/account", "Name saved.");
        case "password": {
          const cookies = await accounts.changePassword(ctx.req, {
            currentPassword: form.raw("current_password"),
            newPassword: form.raw("new_password"),
            ip,
          });
          const notice = "Password changed. You are signed out on all other devices.";
          return withCookies(done(ctx, "/account", notice), cookies);
        }
        case "sign_out_everywhere": {
          await accounts.signOutEverywhere(user.id);
          const cookies = await accounts.signOut(ctx.req);
          return withCookies(done(ctx, "/login", "You are signed out on all devices."), cookies);
        }
      }
      throw invalid("do", "The page does not know this action. Reload it and try again.");
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, FIELDS);
      const name = action === "name" ? form.text("name") : user.name;
      return page(await read(ctx, name, errors), init);
    }
  },
});

/** One's own name, password and sign-ins. */
export default define.page<typeof handler>(({ data, state }) => {
  const { name, signIns, currentId, errors } = data;
  return (
    <>
      <Head>
        <title>Your account · Hissuno</title>
      </Head>
      <PageHeader
        title="Your account"
        description={state.user!.email}
        back={{ href: "/", label: "Back to Feedback" }}
        actions={<LinkButton href="/account/notifications" icon="bell">Notifications</LinkButton>}
      />
      <div class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <ProfileCard name={name} error={errors.fields.name} />
        <PasswordCard email={state.user!.email} errors={errors} />
        <SignInsCard signIns={signIns} currentId={currentId} now={data.now} />
      </div>
    </>
  );
});

async function read(ctx: Context<State>, name: string, errors: FormErrors) {
  const { accounts } = ctx.state.services;
  const [signIns, visitor] = await Promise.all([
    accounts.signedIn(ctx.state.user!.id),
    accounts.userOf(ctx.req),
  ]);
  return { name, signIns, currentId: visitor?.sessionId ?? null, errors, now: now().getTime() };
}
