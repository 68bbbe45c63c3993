import { isSafeId } from "../../../../../../core/access/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import { define } from "../../../../../../server/state.ts";

/** An odd issue id is as unknown as any other. */
export default define.middleware((ctx) => {
  if (!isSafeId(ctx.params.issueId)) throw notFound("Issue");
  return ctx.next();
});
