/**
 * The document of the public API. `deno run -A tools/openapi.ts` writes docs/openapi.json; `--check`
 * fails when that file is stale, or breaks with the released version without a new major one;
 * `--release` makes the written document the released one. See docs/v1/versioning.md.
 */
import { incompatibilities } from "../api/v1/compatibility.ts";
import { documentText } from "../api/v1/document.ts";
import { API_VERSION } from "../api/v1/version.ts";

const written = new URL("../docs/openapi.json", import.meta.url);
const released = new URL("../docs/openapi.released.json", import.meta.url);

/** Ends with a message. */
function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}

const text = documentText();
const now = JSON.parse(text);
const old = await Deno.readTextFile(released).then(JSON.parse, () => null);
const [mode] = Deno.args;

if (old) {
  const major = (version: string) => Number(version.split(".")[0]);
  const faults = incompatibilities(old, now);
  if (faults.length > 0 && major(API_VERSION) <= major(old.info.version)) {
    fail(
      `Programs written for version ${old.info.version} would break:\n  ${faults.join("\n  ")}\n` +
        "Take that back, or raise the major part of API_VERSION in api/v1/version.ts.",
    );
  }
}
if (mode === "--check") {
  if (await Deno.readTextFile(written).catch(() => "") !== text) {
    fail("docs/openapi.json is stale. Run: deno run -A tools/openapi.ts");
  }
} else if (mode === "--release") {
  const isSame = old && JSON.stringify(old.paths) === JSON.stringify(now.paths) &&
    JSON.stringify(old.components) === JSON.stringify(now.components);
  if (old && !isSame && old.info.version === API_VERSION) {
    fail("The document changed. Raise API_VERSION in api/v1/version.ts first.");
  }
  await Deno.writeTextFile(released, text);
} else await Deno.writeTextFile(written, text);
