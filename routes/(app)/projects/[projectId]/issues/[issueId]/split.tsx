import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { sessionTitle } from "../../../../../../components/session_row.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { getIssue, listEvidence, splitIssue } from "../../../../../../core/issues/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";

/** So many sessions can be chosen from at once: those of the newest activity. */
const CHOICES = 200;
const noErrors: FormErrors = { form: null, fields: {} };

async function choicesOf(sql: Sql, projectId: string, issueId: string) {
  const issue = await getIssue(sql, projectId, issueId);
  const { evidence } = await listEvidence(sql, projectId, issueId, { limit: CHOICES });
  return { issue, evidence };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const data = await choicesOf(sql, project!.id, ctx.params.issueId!);
    return page({ ...data, title: "", chosen: [] as string[], errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, actor } = await readProjectForm(ctx, "write");
    const issueId = ctx.params.issueId!;
    const title = form.text("title");
    const chosen = form.all("session");
    try {
      const input = { title, sessionIds: chosen };
      const made = await splitIssue(sql, project.id, issueId, input, actor);
      return done(ctx, `/projects/${project.id}/issues/${made.id}`, "Split off.");
    } catch (thrown) {
      const errors = formErrors(thrown, ["title", "session_ids"]);
      const data = await choicesOf(sql, project.id, issueId);
      return page({ ...data, title, chosen, errors }, { status: 400 });
    }
  },
});

/** Chooses the evidence that becomes an issue of its own. */
export default define.page<typeof handler>(({ data, state }) => {
  const { issue, evidence, title, chosen, errors } = data;
  const back = `/projects/${state.project!.id}/issues/${issue.id}`;
  return (
    <>
      <Head>
        <title>{`Split issue · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: issue.title }} title="Split off evidence" />
      <form method="post" action={`${back}/split`} class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <Card title="New issue">
          <Input
            label="Title"
            name="title"
            value={title}
            required
            maxLength={200}
            autocomplete="off"
            error={errors.fields.title}
          />
        </Card>
        <Card
          title="Sessions that move"
          description={issue.session_count > CHOICES
            ? `The ${CHOICES} with the newest activity.`
            : "With all of their quotes."}
        >
          {errors.fields.session_ids && <Banner tone="danger">{errors.fields.session_ids}</Banner>}
          <fieldset class="stack">
            <legend class="visually-hidden">Sessions</legend>
            {evidence.map((one) => (
              <Checkbox
                key={one.session_id}
                id={`session-${one.session_id}`}
                name="session"
                value={one.session_id}
                label={sessionTitle(one)}
                checked={chosen.includes(one.session_id)}
                help={one.quotes[0] && `“${one.quotes[0].quote.slice(0, 160)}”`}
              />
            ))}
          </fieldset>
        </Card>
        <div class="form-foot">
          <LinkButton href={back}>Cancel</LinkButton>
          <Button type="submit" variant="primary">Split off</Button>
        </div>
      </form>
    </>
  );
});
