import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { assertSameOrigin, requireAction } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import { formFile } from "../../../../../../core/customers/mod.ts";
import {
  isEmptyProject,
  listArchiveImports,
  listExports,
  removeExport,
  startArchiveImport,
  startExport,
} from "../../../../../../core/exports/mod.ts";
import LiveParts from "../../../../../../islands/LiveParts.tsx";
import { define, type State } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { ExportCard, isBeingWritten } from "./(_parts)/export_card.tsx";
import { ImportCard, isBeingBroughtIn } from "./(_parts)/import_card.tsx";

/** What went wrong with a form, at its file or above everything. */
interface Fault {
  file: string | null;
  form: string | null;
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "manage_project" });
    return page(await read(ctx));
  },

  async POST(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    // Apart from what a form may have wrong: the page itself is for nobody else.
    await requireAction(sql, {
      ...{ projectId: project!.id, userId: user!.id, action: "manage_project" },
    });
    const isFile = ctx.req.headers.get("content-type")?.startsWith("multipart/form-data");
    const here = `/projects/${project!.id}/settings/exports`;
    try {
      return done(ctx, here, isFile ? await bringIn(ctx) : await act(ctx));
    } catch (thrown) {
      const { form, fields } = formErrors(thrown, ["file"]);
      if (!isFile) return page(await read(ctx, { form, file: null }), { status: 400 });
      return page(await read(ctx, { form: null, file: fields.file ?? form }), { status: 400 });
    }
  },
});

/** Exports of the project, and the way of an archive into it. */
export default define.page<typeof handler>(({ data, state }) => {
  const { exports, imports, isEmpty, fault } = data;
  const base = `/projects/${state.project!.id}/settings`;
  const here = `${base}/exports`;
  const isBusy = exports.some(isBeingWritten) || imports.some(isBeingBroughtIn);
  const present = now().getTime();
  return (
    <>
      <Head>
        <title>{`Export and import · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Settings" }}
        title="Export and import"
        description="All of the project in one file."
      />
      <div class="page narrow" id="exports-page" data-live>
        {fault.form && <Banner tone="danger">{fault.form}</Banner>}
        <ExportCard exports={exports} here={here} now={present} />
        <ImportCard
          imports={imports}
          isEmpty={isEmpty}
          here={here}
          now={present}
          error={fault.file}
        />
      </div>
      <LiveParts
        address={`/api/projects/${state.project!.id}/events`}
        events={isBusy ? ["import.updated"] : []}
      />
    </>
  );
});

async function act(ctx: Context<State>): Promise<string> {
  const { form, project, services, user } = await readProjectForm(ctx, "manage_project");
  const { sql, config } = services;
  if (form.text("do") === "remove") {
    await removeExport({ sql, dataDir: config.dataDir }, project.id, form.text("export"));
    return "The archive is removed.";
  }
  await startExport(sql, project.id, user.id);
  return "The export has begun.";
}

/** Takes the file in as a stream. */
async function bringIn(ctx: Context<State>): Promise<string> {
  const { services: { sql, config, publicUrl }, project, user } = ctx.state;
  assertSameOrigin(ctx.req, publicUrl);
  const type = ctx.req.headers.get("content-type") ?? "";
  const file = await formFile(ctx.req.body ?? new Blob([]).stream(), type);
  await startArchiveImport({ sql, dataDir: config.dataDir }, project!.id, file, user!.id);
  return "The archive is here and is being looked through.";
}

async function read(ctx: Context<State>, fault: Fault = { file: null, form: null }) {
  const { services: { sql }, project } = ctx.state;
  const [exports, imports, isEmpty] = await Promise.all([
    listExports(sql, project!.id),
    listArchiveImports(sql, project!.id),
    isEmptyProject(sql, project!.id),
  ]);
  return { exports, imports, isEmpty, fault };
}
