import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../../core/access/mod.ts";
import {
  companyValues,
  currencyOf,
  readCompany,
  updateCompany,
} from "../../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../../(_common)/form.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { CompanyForm } from "../../(_parts)/company_form.tsx";
import {
  companyFields,
  companyInput,
  companyValuesOf,
  readCompanyValues,
} from "../../(_parts)/company_values.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "write" });
    const [company, plans, stages] = await Promise.all([
      readCompany(sql, projectId, ctx.params.companyId!),
      companyValues(sql, projectId, "plan"),
      companyValues(sql, projectId, "stage"),
    ]);
    return page({ values: companyValuesOf(company), errors: noErrors, plans, stages });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(ctx, "write");
    const id = ctx.params.companyId!;
    const values = readCompanyValues(form);
    const [company, plans, stages] = await Promise.all([
      readCompany(sql, project.id, id),
      companyValues(sql, project.id, "plan"),
      companyValues(sql, project.id, "stage"),
    ]);
    if (form.text("do") === "pairs") {
      values.pairs.push({ key: "", value: "" });
      return page({ values, errors: noErrors, plans, stages });
    }
    try {
      const setter = { by: "person" as const, who: user.id, name: user.name };
      await updateCompany(sql, project.id, id, companyInput(values, company), setter);
    } catch (thrown) {
      const errors = formErrors(thrown, companyFields);
      return page({ values, errors, plans, stages }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/customers/companies/${id}`, "Saved.");
  },
});

/** Changes a company. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const back = `/projects/${state.project!.id}/customers/companies/${params.companyId}`;
  return (
    <>
      <Head>
        <title>{`Edit company · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: "Company" }} title="Edit company" />
      <CompanyForm
        action={`${back}/edit`}
        back={back}
        submit="Save"
        currency={currencyOf(state.project!.settings)}
        {...data}
      />
    </>
  );
});
