import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Bridge } from "../bridge.ts";
import type { Client } from "../client.ts";
import type { State } from "../state.ts";
import type { Strings } from "../strings.ts";

/** What every part of the panel can see. */
export interface Widget {
  client: Client;
  state: State;
  bridge: Bridge;
  strings: Strings;
  /** BCP 47 tag for dates. */
  locale: string;
}

/** Provided once, by the application. */
export const WidgetContext = createContext<Widget>(null!);

/** The widget around the component. */
export function useWidget(): Widget {
  return useContext(WidgetContext);
}
