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

Deno.test("Lines of a quote become one quote, in the agent's answers only", () => {
  const text = "Here is what I found:\n> Open **Billing**\n> and wait.\nAnything else?";
  const html = render(<RichText text={text} markdown />);
  assert.match(
    html,
    /<blockquote>Open <strong>Billing<\/strong>\s*(<br\/?>)?\s*and wait\.<\/blockquote>/,
  );
  assert.doesNotMatch(render(<RichText text={text} />), /blockquote/);
});
