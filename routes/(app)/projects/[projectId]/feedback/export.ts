import { sessionsCsv } from "../../../../../core/exports/mod.ts";
import { scopeIdsBelow } from "../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../server/state.ts";
import { readListQuery } from "./(_parts)/list_query.ts";

/** The filtered list as a file for spreadsheets, written as it is read. */
export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const { filter } = readListQuery(ctx.url);
    if (filter.productScopeIds?.length) {
      filter.productScopeIds = await scopeIdsBelow(sql, project!.id, filter.productScopeIds);
    }
    return new Response(await sessionsCsv(sql, project!.id, filter), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="sessions.csv"',
        "Cache-Control": "no-store",
      },
    });
  },
});
