import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../core/access/mod.ts";
import { createContact } from "../../../../../core/customers/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { choicesOf } from "./(_parts)/company_choices.ts";
import { ContactForm } from "./(_parts)/contact_form.tsx";
import { contactFields, contactInput, pairsOf, readValues } from "./(_parts)/contact_values.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const companyId = ctx.url.searchParams.get("companyId") ?? "";
    const values = {
      name: "",
      emails: "",
      title: "",
      phone: "",
      note: "",
      companyId,
      pairs: pairsOf({}),
    };
    const companies = await choicesOf(sql, project!.id, companyId);
    return page({ values, companies, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(ctx, "write");
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
      const id = await createContact(sql, project.id, contactInput(values), setter);
      return done(ctx, `/projects/${project.id}/customers/${id}`, "Added.");
    } catch (thrown) {
      const errors = formErrors(thrown, contactFields);
      return page({ values, companies, errors }, { status: 400 });
    }
  },
});

/** Adds a contact by hand. */
export default define.page<typeof handler>(({ data, state }) => {
  const base = `/projects/${state.project!.id}/customers`;
  return (
    <>
      <Head>
        <title>{`Add contact · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Contacts" }} title="Add a contact" />
      <ContactForm action={`${base}/new`} back={base} submit="Add contact" {...data} />
    </>
  );
});
