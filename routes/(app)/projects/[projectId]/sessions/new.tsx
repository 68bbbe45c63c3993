import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { newId } from "../../../../../core/id.ts";
import { projectTags } from "../../../../../core/sessions/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { assignSpeakers, conversationOf } from "./(_new)/conversation.ts";
import { createOnce } from "./(_new)/create_once.ts";
import { NewSessionForm } from "./(_new)/new_session_form.tsx";
import { parseTranscript } from "./(_new)/transcript.ts";
import { emptyRows, emptyValues, type NewSessionValues, readValues } from "./(_new)/values.ts";

const MORE_ROWS = 4;
const fieldNames = [
  "name",
  "type",
  "description",
  "tags",
  "customer_name",
  "customer_email",
  "page_url",
  "page_title",
  "transcript",
  "metadata",
  "fields",
];
const noErrors: FormErrors = { form: null, fields: {} };

const shown = (values: NewSessionValues, tags: string[], errors = noErrors, status = 200) =>
  page({ values, tags, errors }, { status });

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project, user } = ctx.state;
    const { sql } = services;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    return shown(emptyValues(), await projectTags(sql, project!.id));
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const { form, project, services, user } = input;
    const values = readValues(form);
    const tags = await projectTags(services.sql, project.id);
    const action = form.text("do");
    if (action === "rows") {
      return shown({
        ...values,
        rows: [...values.rows, ...emptyRows(MORE_ROWS, values.rows.length)],
      }, tags);
    }
    if (action === "pairs") {
      const more = { key: "", value: "" };
      return shown({
        ...values,
        metadata: [...values.metadata, more, more],
        fields: [...values.fields, more, more],
      }, tags);
    }
    values.speakers = assignSpeakers(values, user.name);
    if (action === "speakers") return shown(values, tags);
    try {
      const conversation = conversationOf(values, now());
      const id = await createOnce(input, values, conversation);
      return done(ctx, `/projects/${project.id}/sessions/${id}`, "Session created.");
    } catch (thrown) {
      const rows = values.rows.flatMap((_, index) => [`row_content_${index}`, `row_time_${index}`]);
      return shown(values, tags, formErrors(thrown, [...fieldNames, ...rows]), 400);
    }
  },
});

/** Writes down a conversation that no source brought. */
export default define.page<typeof handler>(({ data, state }) => {
  const base = `/projects/${state.project!.id}`;
  return (
    <>
      <Head>
        <title>{`New session · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${base}/feedback`, label: "Feedback" }}
        title="New session"
        description="Write down what somebody told you: a call, a visit, a letter."
      />
      <NewSessionForm
        action={`${base}/sessions/new`}
        backHref={`${base}/feedback`}
        values={data.values}
        errors={data.errors}
        tags={data.tags}
        transcriptCount={parseTranscript(data.values.transcript).length}
        formKey={newId("req")}
      />
    </>
  );
});
