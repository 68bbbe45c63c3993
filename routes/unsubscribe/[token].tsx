import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AuthCard } from "../../components/auth_card.tsx";
import { Button } from "../../components/button.tsx";
import { LinkButton } from "../../components/link_button.tsx";
import { endMails, kindTexts, openUnsubscription } from "../../core/notifications/mod.ts";
import { findProject } from "../../core/projects/mod.ts";
import { define, type State } from "../../server/state.ts";
import { entryHeaders as headers } from "../(_entry)/entry_headers.ts";
import { LinkOver } from "../(_entry)/link_over.tsx";

export const handler = define.handlers({
  // Only shows the button: mail programs and scanners open every link they see.
  async GET(ctx) {
    const wanted = await read(ctx.state, ctx.params.token!);
    return page({ wanted, isDone: false }, { headers, status: wanted ? 200 : 404 });
  },

  // Also what mail programs send by themselves (RFC 8058): from anywhere and without a session, so
  // that the token alone is the right to do it.
  async POST(ctx) {
    await ctx.req.body?.cancel();
    const { services } = ctx.state;
    const wanted = await read(ctx.state, ctx.params.token!);
    if (wanted) await endMails(services.sql, wanted.projectId, wanted.userId, wanted.kind);
    return page({ wanted, isDone: true }, { headers, status: wanted ? 200 : 404 });
  },
});

/** Ends one kind of e-mails, without signing in. */
export default define.page<typeof handler>(({ data: { wanted, isDone } }) => {
  if (!wanted) {
    return (
      <LinkOver title="This link is over">
        Sign in and choose under "Your account" what you are told.
      </LinkOver>
    );
  }
  const title = isDone ? "No more of these e-mails" : "End these e-mails?";
  return (
    <>
      <Head>
        <title>{`${title} · Hissuno`}</title>
      </Head>
      <AuthCard
        title={title}
        text={`"${kindTexts[wanted.kind].title}" of ${wanted.projectName}. ${
          isDone
            ? "What you see in the dashboard stays as it is."
            : "Other e-mails and the dashboard stay as they are."
        }`}
      >
        {isDone
          ? <LinkButton href="/account/notifications" wide>Choose what you are told</LinkButton>
          : (
            <form method="post">
              <Button type="submit" variant="primary" wide>End them</Button>
            </form>
          )}
      </AuthCard>
    </>
  );
});

async function read({ services }: State, token: string) {
  const wanted = await openUnsubscription(services.secret, token);
  const project = wanted && await findProject(services.sql, wanted.projectId);
  return wanted && project ? { ...wanted, projectName: project.name } : null;
}
