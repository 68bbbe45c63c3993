import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { sessionTitle } from "../../../../../../components/session_row.tsx";
import { define } from "../../../../../../server/state.ts";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { cleanText } from "../../../../../../core/text.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { optionsOf, typeLabels } from "../../issues/(_parts)/labels.ts";
import { SimilarList } from "../../issues/(_parts)/similar_list.tsx";
import { linkFromForm, readChoices } from "./(_parts)/link_data.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const search = cleanText(ctx.url.searchParams.get("q") ?? "").trim().slice(0, 300);
    const chosen = ctx.url.searchParams.getAll("message");
    const data = await readChoices(sql, project!.id, ctx.params.sessionId!, search);
    return page({ ...data, search, chosen, title: "", error: null as string | null });
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const { form, services: { sql }, project } = input;
    const sessionId = ctx.params.sessionId!;
    const search = form.text("q");
    const base = `/projects/${project.id}`;
    if (form.text("do") === "search") {
      const data = await readChoices(sql, project.id, sessionId, search);
      const chosen = form.all("message");
      return page({ ...data, search, chosen, title: form.text("title"), error: null });
    }
    try {
      const { issueId, isNew } = await linkFromForm(input, sessionId);
      return isNew
        ? done(ctx, `${base}/issues/${issueId}`, "Issue created, with this session as evidence.")
        : done(ctx, `${base}/sessions/${sessionId}`, "Linked.");
    } catch (thrown) {
      const errors = formErrors(thrown, ["title"]);
      const data = await readChoices(sql, project.id, sessionId, search);
      const error = errors.fields.title ?? errors.form;
      const chosen = form.all("message");
      return page({ ...data, search, chosen, title: form.text("title"), error }, { status: 400 });
    }
  },
});

/** Links a session to an issue, or makes one of it, with what was said as evidence. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const { session, messages, found, search, chosen, title, error } = data;
  const base = `/projects/${state.project!.id}`;
  const back = `${base}/sessions/${params.sessionId}`;
  return (
    <>
      <Head>
        <title>{`Link an issue · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: sessionTitle(session) }} title="Link an issue" />
      <form method="post" action={`${back}/issues`} class="page narrow">
        {error && <Banner tone="danger">{error}</Banner>}
        {messages.length > 0 && (
          <Card
            title="What was said about it"
            description="Ticked messages become quotes, word for word. Without one the session is linked as a whole."
          >
            <fieldset class="quote-choices">
              <legend class="visually-hidden">Messages</legend>
              {messages.map(({ id, content, sender_name }) => (
                <Checkbox
                  key={id}
                  id={`message-${id}`}
                  name="message"
                  value={id}
                  label={content.length > 280
                    ? `${content.slice(0, 279).toWellFormed()}…`
                    : content}
                  checked={chosen.includes(id)}
                  help={sender_name}
                />
              ))}
            </fieldset>
          </Card>
        )}
        <Card
          title="An issue that is known"
          description={search === "" ? "Issues with the same words come first." : undefined}
        >
          <div class="inline-form" role="search">
            <Input
              label="Search issues"
              hideLabel
              name="q"
              type="search"
              value={search}
              placeholder="Search all issues"
              autocomplete="off"
            />
            <Button type="submit" name="do" value="search">Search</Button>
          </div>
          {found.length === 0
            ? <p class="muted">No issue found. Search by other words, or make a new one.</p>
            : (
              <SimilarList
                similar={found}
                base={`${base}/issues`}
                actionOf={(issue) => (
                  <Button type="submit" name="issue" value={issue.id} size="small">Link</Button>
                )}
              />
            )}
        </Card>
        <Card title="A new issue">
          <Input
            label="Title"
            name="title"
            value={title}
            maxLength={200}
            autocomplete="off"
            help="What customers suffer from or ask for, in a few words."
          />
          <Select label="Type" name="type" value="other" options={optionsOf(typeLabels)} />
          <div>
            <Button type="submit" name="do" value="create" variant="primary">
              Create and link
            </Button>
          </div>
        </Card>
      </form>
    </>
  );
});
