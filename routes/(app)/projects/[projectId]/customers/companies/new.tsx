import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { companyValues, createCompany, currencyOf } from "../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { CompanyForm } from "../(_parts)/company_form.tsx";
import {
  companyFields,
  companyInput,
  companyValuesOf,
  readCompanyValues,
} from "../(_parts)/company_values.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "write" });
    const [plans, stages] = await Promise.all([
      companyValues(sql, projectId, "plan"),
      companyValues(sql, projectId, "stage"),
    ]);
    return page({ values: companyValuesOf(null), errors: noErrors, plans, stages });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(ctx, "write");
    const values = readCompanyValues(form);
    const [plans, stages] = await Promise.all([
      companyValues(sql, project.id, "plan"),
      companyValues(sql, project.id, "stage"),
    ]);
    if (form.text("do") === "pairs") {
      values.pairs.push({ key: "", value: "" });
      return page({ values, errors: noErrors, plans, stages });
    }
    try {
      const setter = { by: "person" as const, who: user.id, name: user.name };
      const id = await createCompany(sql, project.id, companyInput(values, null), setter);
      return done(ctx, `/projects/${project.id}/customers/companies/${id}`, "Added.");
    } catch (thrown) {
      const errors = formErrors(thrown, companyFields);
      return page({ values, errors, plans, stages }, { status: 400 });
    }
  },
});

/** Adds a company by hand. */
export default define.page<typeof handler>(({ data, state }) => {
  const base = `/projects/${state.project!.id}/customers/companies`;
  return (
    <>
      <Head>
        <title>{`Add company · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Companies" }} title="Add a company" />
      <CompanyForm
        action={`${base}/new`}
        back={base}
        submit="Add company"
        currency={currencyOf(state.project!.settings)}
        {...data}
      />
    </>
  );
});
