import { useEffect } from "preact/hooks";
import { serveSelection } from "./list_selection.ts";

/** Select all, select a stretch with Shift, and the number of what is selected. */
export default function SelectRows() {
  useEffect(() => serveSelection(), []);
  return null;
}
