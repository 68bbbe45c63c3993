import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { EmptyState } from "../../../components/empty_state.tsx";
import { PageHeader } from "../../../components/page_header.tsx";
import {
  type Choice,
  choicesOf,
  choose,
  kindTexts,
  NOTIFICATION_KINDS,
} from "../../../core/notifications/mod.ts";
import { define } from "../../../server/state.ts";
import { readForm } from "../../(_common)/form.ts";
import { done } from "../../(_common)/notice.ts";

const ADDRESS = "/account/notifications";

export const handler = define.handlers({
  async GET(ctx) {
    const { services, user, projects = [] } = ctx.state;
    const settings = await Promise.all(projects.map(async ({ projectId, projectName }) => ({
      projectId,
      projectName,
      choices: await choicesOf(services.sql, projectId, user!.id),
    })));
    return page({ settings, canMail: services.mailer !== null });
  },

  async POST(ctx) {
    const { services, user } = ctx.state;
    const form = await readForm(ctx.req, services);
    const canMail = services.mailer !== null;
    const projectId = form.text("project");
    // Boxes that cannot be ticked for want of a mail server keep what they were.
    const before = await choicesOf(services.sql, projectId, user!.id);
    const choices = Object.fromEntries(NOTIFICATION_KINDS.map((kind): [string, Choice] => [kind, {
      inDashboard: form.has(`${kind}_dashboard`),
      byMail: canMail ? form.has(`${kind}_mail`) : before[kind].byMail,
    }]));
    await choose(services.sql, projectId, user!.id, choices);
    return done(ctx, ADDRESS, "Saved.");
  },
});

/** What one is told of, project by project, in the dashboard and by e-mail. */
export default define.page<typeof handler>(({ data: { settings, canMail }, state }) => (
  <>
    <Head>
      <title>Your notifications · Hissuno</title>
    </Head>
    <PageHeader
      title="Your notifications"
      description={`E-mails go to ${state.user!.email}, at most one of a kind in ten minutes.`}
      back={{ href: "/account", label: "Your account" }}
    />
    <div class="page narrow">
      {!canMail && (
        <Banner tone="info" title="No e-mails yet.">
          Whoever runs this server can switch them on with the settings SMTP_URL and SMTP_FROM.
        </Banner>
      )}
      {settings.length === 0 && (
        <EmptyState title="No project" text="You are told of what happens in your projects." />
      )}
      {settings.map(({ projectId, projectName, choices }) => (
        <form key={projectId} method="post" action={ADDRESS}>
          <input type="hidden" name="project" value={projectId} />
          <Card
            title={projectName}
            foot={<Button type="submit" variant="primary">Save</Button>}
          >
            <table class="notification-choices" aria-label={`Notifications of ${projectName}`}>
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">Dashboard</th>
                  <th scope="col">E-mail</th>
                </tr>
              </thead>
              <tbody>
                {NOTIFICATION_KINDS.map((kind) => (
                  <tr key={kind}>
                    <th scope="row">
                      <span class="choice-title">{kindTexts[kind].title}</span>
                      <span class="choice-meaning">{kindTexts[kind].meaning}</span>
                    </th>
                    <td>
                      <input
                        type="checkbox"
                        class="box"
                        name={`${kind}_dashboard`}
                        checked={choices[kind].inDashboard}
                        aria-label={`${kindTexts[kind].title}: in the dashboard of ${projectName}`}
                      />
                    </td>
                    <td>
                      <input
                        type="checkbox"
                        class="box"
                        name={`${kind}_mail`}
                        checked={choices[kind].byMail && canMail}
                        disabled={!canMail}
                        aria-label={`${kindTexts[kind].title}: by e-mail from ${projectName}`}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Card>
        </form>
      ))}
    </div>
  </>
));
