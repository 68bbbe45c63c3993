import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { FactList, factsOf } from "./fact_list.tsx";

Deno.test("metadata of any shape is shown and never becomes markup or a dangerous link", () => {
  const html = render(
    <FactList
      facts={factsOf({
        text: "<b>&",
        link: "javascript:alert(1)",
        site: "https://example.com/a",
        yes: true,
        nothing: null,
        nested: { a: ["<i>"] },
        "<key>": 0,
      })}
    />,
  );
  assert.ok(!/<b>&|<i>|<key>|href="javascript/.test(html));
  assert.ok(!html.includes("&amp;lt;"), "escaped twice");
  assert.match(html, /href="https:\/\/example\.com\/a"/);
  assert.match(html, /Yes/);
});
