import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { mergeByForm, readMerge } from "../(_parts)/merge_data.ts";
import { MergeForm } from "../(_parts)/merge_form.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "write" });
    const id = ctx.params.contactId!;
    const data = await readMerge(sql, projectId, "contact", id, ctx.url.searchParams);
    return page({ data, error: null as string | null });
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const { services: { sql }, project } = input;
    const id = ctx.params.contactId!;
    try {
      const notice = await mergeByForm(input, "contact", id);
      return done(ctx, `/projects/${project.id}/customers/${id}`, notice);
    } catch (thrown) {
      const { form: error } = formErrors(thrown, []);
      const data = await readMerge(sql, project.id, "contact", id, ctx.url.searchParams);
      return page({ data, error }, { status: 400 });
    }
  },
});

/** Makes another contact a part of this one. */
export default define.page<typeof handler>(({ data: { data, error }, state }) => {
  const base = `/projects/${state.project!.id}/customers`;
  const back = `${base}/${data.kept.id}`;
  return (
    <>
      <Head>
        <title>{`Merge · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: back, label: data.kept.title }}
        title="Merge with another contact"
      />
      <MergeForm data={data} base={base} back={back} what="contact" error={error} />
    </>
  );
});
