import { requireAction } from "../../../../../../core/access/mod.ts";
import { exportPerson } from "../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../server/state.ts";

export const handler = define.handlers({
  /** Everything there is of a person, as a file. */
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "erase_customers" });
    const id = ctx.params.contactId!;
    return new Response(await exportPerson(sql, projectId, id), {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="${id.replace(/\W/g, "")}.json"`,
        "cache-control": "no-store",
      },
    });
  },
});
