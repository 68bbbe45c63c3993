import { define } from "../../../../../../../server/state.ts";
import { mergeHandlers, MergePage } from "../../(_parts)/merge_page.tsx";

export const handler = define.handlers(mergeHandlers("company", ({ companyId }) => companyId!));

/** Makes another company a part of this one. */
export default define.page<typeof handler>(({ data, state }) => (
  <MergePage kind="company" data={data} project={state.project!} />
));
