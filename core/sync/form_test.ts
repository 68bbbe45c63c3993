import assert from "node:assert/strict";
import { z } from "zod";
import { formFields, readFields } from "./form.ts";

const settings = z.object({
  subdomain: z.string().meta({ title: "Subdomain", description: "acme in acme.example.com" }),
  mode: z.enum(["oauth", "token"]).default("oauth").meta({ labels: { oauth: "OAuth client" } }),
  includePrivate: z.boolean().optional(),
  days: z.int().optional(),
  site: z.url().optional(),
});

Deno.test("Each property of a schema becomes a field with its label, help and kind", () => {
  assert.deepEqual(formFields(settings, false), [
    {
      name: "subdomain",
      label: "Subdomain",
      help: "acme in acme.example.com",
      kind: "text",
      required: true,
    },
    {
      name: "mode",
      label: "Mode",
      kind: "select",
      required: false,
      options: [{ value: "oauth", label: "OAuth client" }, { value: "token", label: "token" }],
      standard: "oauth",
    },
    { name: "includePrivate", label: "Include private", kind: "checkbox", required: false },
    { name: "days", label: "Days", kind: "number", required: false },
    { name: "site", label: "Site", kind: "url", required: false },
  ]);
});

Deno.test("Secrets are entered unseen", () => {
  assert.equal(formFields(z.object({ api_key: z.string() }), true)[0]!.kind, "password");
  assert.deepEqual(formFields(undefined, true), []);
});

Deno.test("A posted form is read back as the schema wants it, without empty fields", () => {
  const sent = new Map([
    ["settings.subdomain", "  acme "],
    ["settings.mode", ""],
    ["settings.days", "7"],
    ["settings.includePrivate", "on"],
  ]);
  const form = {
    text: (name: string) => sent.get(name) ?? "",
    has: (name: string) => sent.has(name),
  };
  const values = readFields(formFields(settings, false), form, "settings.");
  assert.deepEqual(values, { subdomain: "acme", includePrivate: true, days: 7 });
  assert.equal(settings.parse(values).mode, "oauth");
});
