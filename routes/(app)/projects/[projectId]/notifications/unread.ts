import { unreadCount } from "../../../../../core/notifications/mod.ts";
import { define } from "../../../../../server/state.ts";

/** How many notifications the person has not read: what the bell asks for. */
export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    return Response.json({ unread: await unreadCount(sql, project!.id, user!.id) });
  },
});
