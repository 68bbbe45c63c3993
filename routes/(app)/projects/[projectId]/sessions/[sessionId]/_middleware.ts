import { isSafeId } from "../../../../../../core/access/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import { define } from "../../../../../../server/state.ts";

/** An odd session id is as unknown as any other. */
export default define.middleware((ctx) => {
  if (!isSafeId(ctx.params.sessionId)) throw notFound("Session");
  return ctx.next();
});
