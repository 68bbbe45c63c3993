import assert from "node:assert/strict";
import { reasonText, setByText, suggestionText } from "./reasons.ts";

Deno.test("Each reason of an identity is a sentence", () => {
  const identity = { kind: "zendesk", value: "7", created_at: new Date(0) };
  const text = (origin: string | null, kind: string | null = null, value: string | null = null) =>
    reasonText({ ...identity, origin, found_kind: kind, found_value: value });
  assert.equal(text("person"), "Entered by hand");
  assert.equal(text(null), "Known from before reasons were kept");
  assert.equal(
    text("zendesk", "email", "jane@acme.com"),
    "From Zendesk, which named it together with E-mail jane@acme.com",
  );
});

Deno.test("Fields say who set them", () => {
  const at = "2026-01-01T00:00:00.000Z";
  const provenance = {
    name: { by: "person" as const, who: "usr_1", name: "Maya", at },
    title: { by: "source" as const, who: "gong", at },
  };
  assert.equal(setByText(provenance, "name"), "Set by Maya");
  assert.equal(setByText(provenance, "title"), "From Gong");
  assert.equal(setByText(provenance, "phone"), null);
  assert.match(suggestionText("user", "7", "slack"), /^Slack named Your user id 7/);
});
