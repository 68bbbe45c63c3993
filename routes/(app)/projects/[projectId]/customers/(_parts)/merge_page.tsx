import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import type { State } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { mergeByForm, type MergeData, readMerge } from "./merge_data.ts";
import { MergeForm } from "./merge_form.tsx";

type Kind = "contact" | "company";

/** What the page shows. */
export interface MergePageData {
  data: MergeData;
  error: string | null;
}

/** The requests to the page that merges one customer into another; `idOf` reads whose page it is. */
export function mergeHandlers(kind: Kind, idOf: (params: Record<string, string>) => string) {
  const show = async (ctx: Context<State>, error: string | null) => {
    const { services: { sql }, project } = ctx.state;
    const id = idOf(ctx.params as Record<string, string>);
    const data = await readMerge(sql, project!.id, kind, id, ctx.url.searchParams);
    return page<MergePageData>({ data, error }, error === null ? {} : { status: 400 });
  };
  return {
    async GET(ctx: Context<State>) {
      const { services: { sql }, project, user } = ctx.state;
      const who = { projectId: project!.id, userId: user!.id };
      await requireAction(sql, { ...who, action: "write" });
      return await show(ctx, null);
    },

    async POST(ctx: Context<State>) {
      const input = await readProjectForm(ctx, "write");
      const id = idOf(ctx.params as Record<string, string>);
      try {
        const notice = await mergeByForm(input, kind, id);
        return done(ctx, `${baseOf(kind, input.project.id)}/${id}`, notice);
      } catch (thrown) {
        return await show(ctx, formErrors(thrown, []).form ?? "It could not be done.");
      }
    },
  };
}

/** Makes another customer a part of this one. */
export function MergePage({ kind, data: { data, error }, project }: {
  kind: Kind;
  data: MergePageData;
  project: { id: string; name: string };
}) {
  const base = baseOf(kind, project.id);
  const back = `${base}/${data.kept.id}`;
  return (
    <>
      <Head>
        <title>{`Merge · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: back, label: data.kept.title }}
        title={`Merge with another ${kind}`}
      />
      <MergeForm data={data} base={base} back={back} what={kind} error={error} />
    </>
  );
}

function baseOf(kind: Kind, projectId: string): string {
  return `/projects/${projectId}/customers${kind === "company" ? "/companies" : ""}`;
}
