import { csvHead, csvLines, listIssues, MAX_ISSUES } from "../../../../../core/issues/mod.ts";
import { scopeIdsBelow } from "../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../server/state.ts";
import { readIssueQuery } from "./(_parts)/list_query.ts";

/** The filtered list as a file for spreadsheets, written as it is read. */
export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const { filter, sort } = readIssueQuery(ctx.url.searchParams);
    if (filter.productScopeIds?.length) {
      filter.productScopeIds = await scopeIdsBelow(sql, project!.id, filter.productScopeIds);
    }
    // The first page is read before the answer begins, so that a fault still becomes a page.
    let next = await listIssues(sql, project!.id, filter, { sort, limit: MAX_ISSUES });
    const encoder = new TextEncoder();
    let isBegun = false;
    let isDone = false;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (isDone) return controller.close();
        controller.enqueue(encoder.encode((isBegun ? "" : csvHead) + csvLines(next.issues)));
        isBegun = true;
        if (next.nextCursor === null) isDone = true;
        else {
          const page = { sort, limit: MAX_ISSUES, cursor: next.nextCursor };
          next = await listIssues(sql, project!.id, filter, page);
        }
      },
    });
    return new Response(body, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="issues.csv"',
        "Cache-Control": "no-store",
      },
    });
  },
});
