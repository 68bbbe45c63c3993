import assert from "node:assert/strict";
import { timelineOf } from "./timeline_model.ts";

const kindOf = (content: string) =>
  timelineOf([{
    id: "m",
    role: "user",
    sender_type: "user",
    sender_name: null,
    content,
    created_at: "2026-03-12T14:20:00Z",
  }])[0]!;

Deno.test("the kind of an event is read from the words of its first line", () => {
  assert.deepEqual(
    [
      "Rage click on Export",
      "TypeError: x",
      "$pageview",
      "Viewed /a",
      "Clicked Export",
      "Signed in",
      "export_abandoned",
    ].map((text) => kindOf(text).kind),
    ["rage", "custom", "page", "page", "click", "identify", "custom"],
  );
  assert.equal(kindOf("Error: x").kind, "error");
});

Deno.test("the first line is the title and the rest the detail", () => {
  assert.equal(kindOf("Clicked\nat 1\nat 2").detail, "at 1\nat 2");
  assert.equal(kindOf("  ").title, "Event");
});
