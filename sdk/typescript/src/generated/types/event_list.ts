// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Event } from "./event.ts";

export interface EventList {
  data: Event[];
  /** Whether there are more already. */
  has_more: boolean;
  /** Give it as `after`, at once or later: it stays what it is until something happens. */
  next_cursor: string | null;
}
