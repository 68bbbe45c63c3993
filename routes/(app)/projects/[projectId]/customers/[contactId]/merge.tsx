import { define } from "../../../../../../server/state.ts";
import { mergeHandlers, MergePage } from "../(_parts)/merge_page.tsx";

export const handler = define.handlers(mergeHandlers("contact", ({ contactId }) => contactId!));

/** Makes another contact a part of this one. */
export default define.page<typeof handler>(({ data, state }) => (
  <MergePage kind="contact" data={data} project={state.project!} />
));
