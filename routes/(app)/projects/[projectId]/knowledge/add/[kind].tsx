import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../components/button.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import {
  checkPackageIds,
  createSource,
  DEFAULT_PACKAGE,
  listPackages,
} from "../../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../../server/state.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { AddTabs } from "../(_parts)/add_tabs.tsx";
import { addTabs } from "../(_parts)/labels.ts";
import { sourceErrors } from "../(_parts)/source_errors.ts";
import { SourceForm } from "../(_parts)/source_form.tsx";
import { readSourceValues, sourceInput, sourceValues } from "../(_parts)/source_values.ts";
import { readUploadForm } from "../(_parts)/upload_form.ts";

const noErrors: FormErrors = { form: null, fields: {} };

function kindOf(path: string) {
  const tab = addTabs.find((one) => one.path === path);
  if (!tab) throw notFound("Page");
  return tab.kind;
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const kind = kindOf(ctx.params.kind!);
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const packages = await listPackages(sql, project!.id);
    const values = sourceValues(null, [DEFAULT_PACKAGE]);
    return page({ kind, values, packages, errors: noErrors });
  },

  async POST(ctx) {
    const kind = kindOf(ctx.params.kind!);
    const { form, file, services: { sql }, project } = await readUploadForm(ctx);
    const values = readSourceValues(form);
    try {
      await checkPackageIds(sql, project.id, values.package_ids);
      const input = {
        ...sourceInput(kind, values, file !== null),
        package_ids: values.package_ids,
      };
      const { id } = await createSource(sql, project.id, input, file);
      return done(ctx, `/projects/${project.id}/knowledge/${id}`, "Added. It is being read now.");
    } catch (thrown) {
      const packages = await listPackages(sql, project.id);
      return page({ kind, values, packages, errors: sourceErrors(thrown) }, { status: 400 });
    }
  },
});

/** Adds a source that is read from elsewhere. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const base = `/projects/${state.project!.id}/knowledge`;
  return (
    <>
      <Head>
        <title>{`Add knowledge · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Knowledge" }} title="Add a source" />
      <AddTabs base={base} current={params.kind!} />
      <div class="page narrow">
        <SourceForm action={`${base}/add/${params.kind}`} origin={null} {...data}>
          <LinkButton href={base}>Cancel</LinkButton>
          <Button type="submit" variant="primary">Add and read</Button>
        </SourceForm>
      </div>
    </>
  );
});
