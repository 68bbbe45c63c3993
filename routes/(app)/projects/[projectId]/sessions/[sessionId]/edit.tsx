import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import { getSession } from "../../../../../../core/sessions/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { EditForm } from "../../(_parts)/edit_form.tsx";
import { MoreRows, Pairs } from "../../(_parts)/pairs.tsx";
import { readProjectForm } from "../../(_parts)/person.ts";
import { detailsOf, readDetails, saveDetails } from "./(_parts)/details.ts";

const fieldNames = ["name", "description", "customer_name", "customer_email", "fields"];
const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const session = await getSession(sql, project!.id, ctx.params.sessionId!);
    if (!session) throw notFound("Session");
    return page({ details: detailsOf(session), errors: noErrors });
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const sessionId = ctx.params.sessionId!;
    const details = readDetails(input.form);
    if (input.form.text("do") === "pairs") {
      const more = { key: "", value: "" };
      return page({
        details: { ...details, fields: [...details.fields, more, more] },
        errors: noErrors,
      });
    }
    try {
      await saveDetails(input, sessionId, details);
    } catch (thrown) {
      return page({ details, errors: formErrors(thrown, fieldNames) }, { status: 400 });
    }
    return done(ctx, `/projects/${input.project.id}/sessions/${sessionId}`, "Saved.");
  },
});

/** Name, notes, customer and custom fields of a session. */
export default define.page<typeof handler>(({ data: { details, errors }, state, params }) => {
  const back = `/projects/${state.project!.id}/sessions/${params.sessionId}`;
  const at = errors.fields;
  return (
    <>
      <Head>
        <title>{`Edit session · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: "Session" }} title="Edit details" />
      <EditForm action={`${back}/edit`} back={back} submit="Save" error={errors.form}>
        <Card title="Session">
          <Input
            label="Name"
            name="name"
            value={details.name}
            optional
            maxLength={500}
            autocomplete="off"
            help="What a person writes here, later news of the source leaves alone."
            error={at.name}
          />
          <Textarea
            label="Notes"
            name="description"
            value={details.description}
            rows={3}
            optional
            error={at.description}
          />
        </Card>
        <Card
          title="Customer"
          description="The same e-mail address is the same person. A new name counts for all of their sessions."
        >
          <div class="two-columns">
            <Input
              label="Name"
              id="field-customer-name"
              name="customer_name"
              value={details.customerName}
              optional
              autocomplete="off"
              error={at.customer_name}
            />
            <Input
              label="E-mail"
              name="customer_email"
              type="email"
              value={details.customerEmail}
              optional
              autocomplete="off"
              error={at.customer_email}
            />
          </div>
        </Card>
        <Card title="Custom fields">
          <Pairs
            name="field"
            title="Fields"
            help="Facts about this conversation, such as an order number. An empty row is removed."
            pairs={details.fields}
            error={at.fields}
          />
          <MoreRows />
        </Card>
      </EditForm>
    </>
  );
});
