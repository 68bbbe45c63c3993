import { requireAction } from "../../../../../../../core/access/mod.ts";
import { openExport } from "../../../../../../../core/exports/mod.ts";
import { define } from "../../../../../../../server/state.ts";

export const handler = define.handlers({
  /** The archive of an export; for those who manage the project. */
  async GET(ctx) {
    const { services: { sql, config }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "manage_project" });
    const store = { sql, dataDir: config.dataDir };
    const { body, size, name } = await openExport(store, projectId, ctx.params.exportId!);
    return new Response(body, {
      headers: {
        "Content-Type": "application/gzip",
        "Content-Length": String(size),
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
    });
  },
});
