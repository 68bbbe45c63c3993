import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { stop } from "esbuild";
import { bundleStyles } from "./bundle_css.ts";

Deno.test({
  name: "the style sheet holds every part, stays within 16 KB gzip and calls no other host",
  fn: async () => {
    const css = await bundleStyles();
    await stop();
    assert.ok(gzipSync(css, { level: 9 }).length <= 16 * 1024);
    assert.ok(!/@import|url\(|https?:/.test(css));
    // One class of each file: a part that is written but not bundled is missed here.
    const folder = new URL("../static/css/", import.meta.url);
    for await (const { name } of Deno.readDir(folder)) {
      const text = await Deno.readTextFile(new URL(name, folder));
      const sign = text.match(/^ {2}(\.[a-z-]+|:root|\*)/m)?.[1];
      assert.ok(sign && css.includes(sign), name);
    }
  },
  // The compiler is a child process that ends by itself.
  sanitizeResources: false,
  sanitizeOps: false,
});
