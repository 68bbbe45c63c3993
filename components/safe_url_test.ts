import assert from "node:assert/strict";
import { safeUrl, urlLabel } from "./safe_url.ts";

Deno.test("nothing but absolute http and https addresses is a link", () => {
  for (
    const bad of [
      "javascript:alert(1)",
      " JaVaScRiPt:1",
      "data:text/html,x",
      "/path",
      "//host/x",
      "vbscript:x",
      "",
      null,
      "https://",
    ]
  ) assert.equal(safeUrl(bad), null, String(bad));
  assert.equal(safeUrl("HTTPS://Example.com/A"), "https://example.com/A");
});

Deno.test("a label leaves out what every address has", () => {
  assert.equal(urlLabel("https://www.example.com/"), "example.com");
  assert.equal(urlLabel("http://example.com/a/?b"), "example.com/a/?b");
});
