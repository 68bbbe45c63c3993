import { useEffect } from "preact/hooks";
import { serveListKeys } from "./list_keys.ts";

/** Gives a list without live rows its keys. */
export default function ListKeys() {
  useEffect(serveListKeys, []);
  return null;
}
