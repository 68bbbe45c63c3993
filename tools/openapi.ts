/** Writes docs/openapi.json, the document of the public API. */
import { documentText } from "../api/v1/document.ts";

await Deno.writeTextFile(new URL("../docs/openapi.json", import.meta.url), documentText());
