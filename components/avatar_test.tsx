import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { Avatar, initials } from "./avatar.tsx";

Deno.test("initials are of the first and the last word, else of the e-mail address", () => {
  assert.deepEqual(
    ["Jane Smith", "jane van der Berg", "Ben", "李明", "🦊 Fox", " (Acme) Dan", "--", ""].map((
      name,
    ) => initials(name, "zoe@example.com")),
    ["JS", "JB", "B", "李", "🦊", "AD", "Z", "Z"],
  );
  assert.equal(initials(null, null), "");
});

Deno.test("a person keeps their colour, and nobody has none", () => {
  const hue = (html: string) => html.match(/hue-\d+|unknown/)?.[0];
  const jane = hue(render(<Avatar name="Jane" email="jane@example.com" />));
  assert.equal(jane, hue(render(<Avatar name="Jane Smith" email="jane@example.com" />)));
  assert.equal(hue(render(<Avatar />)), "unknown");
});
