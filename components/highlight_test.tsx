import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { Highlight } from "./highlight.tsx";

Deno.test("matches are marked and every piece is escaped exactly once", () => {
  const html = render(
    <p>
      <Highlight
        segments={[{ text: "a & <b>", match: false }, { text: "<i>hit", match: true }]}
      />
    </p>,
  );
  assert.equal(html.replaceAll(" >", ">"), "<p>a &amp; &lt;b><mark>&lt;i>hit</mark></p>");
});
