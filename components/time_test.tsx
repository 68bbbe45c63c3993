import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { Time } from "./time.tsx";

Deno.test("a time carries its machine form and the full date", () => {
  const html = render(
    <Time at="2026-03-12T14:20:00+02:00" now={Date.parse("2026-03-12T13:20:00Z")} />,
  );
  assert.match(html, /datetime="2026-03-12T12:20:00.000Z"/i);
  assert.match(html, /title="Mar 12, 2026, 12:20 UTC"/);
  assert.match(html, />1h ago</);
});

Deno.test("what is no time is shown as it is and breaks nothing", () => {
  assert.equal(render(<Time at="yesterday <b>" />), "<span>yesterday &lt;b></span>");
  assert.match(render(<Time at={null} />), /–/);
});
