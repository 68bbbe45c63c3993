import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { RichText } from "./rich_text.tsx";

Deno.test("HTML in a message is shown as text, escaped once", () => {
  const html = render(<RichText text={`<script>alert("x")</script> & <!--island:0-->`} markdown />);
  assert.ok(html.includes("&lt;script"));
  assert.ok(!html.includes("<script") && !html.includes("<!--") && !html.includes("&amp;lt;"));
});

Deno.test("links open elsewhere and tell nothing about this page", () => {
  const html = render(<RichText text="https://example.com/?a=1&b=2" />);
  assert.match(html, /href="https:\/\/example\.com\/\?a=1&amp;b=2"/);
  assert.match(html, /rel="noopener noreferrer nofollow ugc"/);
});
