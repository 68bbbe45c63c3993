import { createDefine } from "fresh";

/** What the fixture's middleware leaves behind, in order. */
export interface State {
  trail: string[];
}

export const define = createDefine<State>();
