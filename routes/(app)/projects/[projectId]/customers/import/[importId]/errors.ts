import { errorsCsv, readImport } from "../../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../../server/state.ts";

export const handler = define.handlers({
  /** The rows that were not taken, as a file to mend and send again. */
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const one = await readImport(sql, project!.id, ctx.params.importId!);
    return new Response(errorsCsv(sql, project!.id, one), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${one.id}-errors.csv"`,
        "cache-control": "no-store",
      },
    });
  },
});
