import assert from "node:assert/strict";
import type { FormField } from "../../../../../../core/contract/mod.ts";
import { groupFields } from "./field_groups.ts";

const field = (name: string, label: string, kind: FormField["kind"] = "text"): FormField => ({
  name,
  label,
  kind,
  required: true,
});

Deno.test("Fields whose labels begin alike form a group, and boxes to tick come last", () => {
  const groups = groupFields({
    settings: [
      field("all", "Import all", "checkbox"),
      field("subdomain", "Subdomain"),
      field("id", "OAuth client: identifier"),
      field("email", "Legacy: e-mail address"),
    ],
    secret: [
      field("secret", "OAuth client: secret", "password"),
      field("token", "Legacy: API token", "password"),
    ],
  });
  assert.deepEqual(
    groups.map(({ title, fields }) => [title, fields.map(({ formName }) => formName)]),
    [
      [null, ["settings.subdomain"]],
      ["OAuth client", ["settings.id", "secret.secret"]],
      ["Legacy", ["settings.email", "secret.token"]],
      [null, ["settings.all"]],
    ],
  );
  assert.deepEqual(groups[1]!.fields.map(({ label }) => label), ["Identifier", "Secret"]);
});

Deno.test("A source without fields has no groups at all", () => {
  assert.deepEqual(groupFields({ settings: [], secret: [] }), []);
});
