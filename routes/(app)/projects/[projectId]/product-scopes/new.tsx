import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../core/access/mod.ts";
import { createScope, scopeTree } from "../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { readScope, scopeFields, ScopeForm, scopeOf } from "./(_parts)/scope_form.tsx";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const parent_id = ctx.url.searchParams.get("below") ?? "";
    const values = { name: "", kind: "area", parent_id, description: "" };
    return page({ values, errors: noErrors, scopes: await scopeTree(sql, project!.id) });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const values = readScope(form);
    try {
      await createScope(sql, project.id, scopeOf(values));
    } catch (thrown) {
      const errors = formErrors(thrown, scopeFields);
      const scopes = await scopeTree(sql, project.id);
      return page({ values, errors, scopes }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/product-scopes`, "Added.");
  },
});

/** Adds a product scope. */
export default define.page<typeof handler>(({ data, state }) => {
  const base = `/projects/${state.project!.id}/product-scopes`;
  return (
    <>
      <Head>
        <title>{`New product scope · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Product scopes" }} title="New product scope" />
      <ScopeForm action={`${base}/new`} backHref={base} submit="Add scope" {...data} />
    </>
  );
});
