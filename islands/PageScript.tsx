import { useEffect } from "preact/hooks";
import { serveCopyButtons } from "./copy_buttons.ts";
import { serveLocalTimes } from "./local_times.ts";
import { serveMenus } from "./menus.ts";

/** What every signed-in page gains from a script: local times, copy buttons, menus that close. */
export default function PageScript() {
  useEffect(() => {
    const stops = [serveLocalTimes(), serveCopyButtons(), serveMenus()];
    return () => stops.forEach((stop) => stop());
  }, []);
  return null;
}
