import { throws } from "node:assert";
import { checkPlugins } from "./registry.ts";

function check(folder: string, plugin: unknown) {
  return () => checkPlugins([{ folder, plugin }]);
}

Deno.test("a plugin whose manifest fits its folder passes the build", () => {
  check("gong", { manifest: { id: "gong", contract: 1 } })();
});

Deno.test("a plugin without a manifest is named with the remedy", () => {
  for (const plugin of [undefined, null, 1, {}, { manifest: null }]) {
    throws(check("gong", plugin), /^Error: plugins\/gong\/mod\.ts has no manifest: export default/);
  }
});

Deno.test("a manifest id other than the folder's name is named with the remedy", () => {
  throws(
    check("gong", { manifest: { id: "gang", contract: 1 } }),
    /plugins\/gong\/mod\.ts has the manifest id "gang": set it to the folder's name, "gong"/,
  );
});

Deno.test("a manifest for another contract is named with the remedy", () => {
  throws(
    check("gong", { manifest: { id: "gong", contract: 2 } }),
    /plugins\/gong\/mod\.ts is written for contract 2: set manifest\.contract to 1/,
  );
});
