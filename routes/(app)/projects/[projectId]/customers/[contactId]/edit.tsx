import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { readContact, updateContact } from "../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { choicesOf } from "../(_parts)/company_choices.ts";
import { ContactForm } from "../(_parts)/contact_form.tsx";
import { contactFields, contactInput, readValues, valuesOf } from "../(_parts)/contact_values.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const contact = await readContact(sql, project!.id, ctx.params.contactId!);
    const values = valuesOf(contact);
    const companies = await choicesOf(sql, project!.id, values.companyId);
    return page({ values, companies, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(ctx, "write");
    const id = ctx.params.contactId!;
    const contact = await readContact(sql, project.id, id);
    const values = readValues(form);
    const companies = await choicesOf(
      sql,
      project.id,
      values.companyId,
      form.text("company_search"),
    );
    if (form.text("do") === "pairs") values.pairs.push({ key: "", value: "" });
    if (["pairs", "companies"].includes(form.text("do"))) {
      return page({ values, companies, errors: noErrors });
    }
    try {
      const setter = { by: "person" as const, who: user.id, name: user.name };
      await updateContact(sql, project.id, id, contactInput(values, contact), setter);
    } catch (thrown) {
      const errors = formErrors(thrown, contactFields);
      return page({ values, companies, errors }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/customers/${id}`, "Saved.");
  },
});

/** Changes a contact. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const back = `/projects/${state.project!.id}/customers/${params.contactId}`;
  return (
    <>
      <Head>
        <title>{`Edit contact · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: "Contact" }} title="Edit contact" />
      <ContactForm action={`${back}/edit`} back={back} submit="Save" {...data} />
    </>
  );
});
