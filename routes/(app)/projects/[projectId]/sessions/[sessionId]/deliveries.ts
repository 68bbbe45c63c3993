import { notFound } from "../../../../../../core/errors.ts";
import { listDeliveries } from "../../../../../../core/outbox/mod.ts";
import { getSession } from "../../../../../../core/sessions/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { sourceName } from "./(_parts)/session_data.ts";

/** How a session's messages fare on their way to where it happens; its page asks after each change. */
export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql, plugins }, project } = ctx.state;
    const session = await getSession(sql, project!.id, ctx.params.sessionId!);
    if (!session) throw notFound("Session");
    const name = sourceName(plugins, session.source);
    const deliveries = await listDeliveries(sql, project!.id, session.id, name);
    return Response.json(deliveries, { headers: { "cache-control": "no-store" } });
  },
});
