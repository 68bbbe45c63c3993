import {
  keyOf,
  readKeyUsage,
  readUsageRange,
  requireAction,
} from "../../../../../../core/access/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { usageCsv } from "../(_parts)/usage_text.ts";

/** The numbers of a key's chart as a file. */
export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const [projectId, keyId] = [project!.id, ctx.params.keyId!];
    await requireAction(sql, { projectId, userId: user!.id, action: "manage_keys" });
    await keyOf(sql, projectId, keyId);
    const range = readUsageRange(ctx.url.searchParams.get("range"));
    const report = await readKeyUsage(sql, { projectId, keyId, range });
    return new Response(usageCsv(report), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="requests-${range}.csv"`,
      },
    });
  },
});
