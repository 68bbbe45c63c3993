import { define } from "../../../../server/state.ts";

/** A project's own page is its feedback. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(`/projects/${ctx.params.projectId}/feedback`, 303),
});
