import assert from "node:assert/strict";
import { AppError } from "../../../../../../core/errors.ts";
import { cleanText } from "../../../../../../core/text.ts";
import type { Form } from "../../../../../(_common)/form.ts";
import {
  type ConnectionFields,
  hasNewSettings,
  inText,
  readConnection,
  storedValues,
  typedValues,
} from "./connection_form.ts";

const fields: ConnectionFields = {
  settings: [
    { name: "domain", label: "Subdomain", kind: "text", required: true },
    { name: "all", label: "Import all", kind: "checkbox", required: false, standard: "false" },
    { name: "limit", label: "Limit", kind: "number", required: false },
  ],
  secret: [
    { name: "key", label: "Access key", kind: "password", required: true },
    { name: "pass", label: "API secret", kind: "password", required: true },
  ],
};

/** A form as the server reads it. */
function formOf(entries: Record<string, string>): Form {
  const sent = new URLSearchParams(entries);
  return {
    text: (name) => cleanText(sent.get(name) ?? "").trim(),
    raw: (name) => cleanText(sent.get(name) ?? ""),
    all: (name) => sent.getAll(name),
    has: (name) => sent.has(name),
  };
}

const whole = { "settings.domain": "acme", "secret.key": "k-1", "secret.pass": "p-1" };

/** The fields at fault, with what is said at them. */
function faults(entries: Record<string, string>, stored = false) {
  try {
    readConnection(formOf(entries), fields, stored);
    return {};
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.status, 400);
    return Object.fromEntries(error.details!.map(({ field, message }) => [field, message]));
  }
}

Deno.test("A date filter holds whole days in UTC, the first and the last one included", () => {
  const { filterFrom, filterTo } = readConnection(
    formOf({ ...whole, filter_from: "2024-02-29", filter_to: " 2024-02-29 " }),
    fields,
  );
  assert.equal(filterFrom!.toISOString(), "2024-02-29T00:00:00.000Z");
  assert.equal(filterTo!.toISOString(), "2024-02-29T23:59:59.999Z");
  const open = readConnection(formOf(whole), fields);
  assert.deepEqual([open.filterFrom, open.filterTo], [null, null]);
});

Deno.test("Dates that do not exist, or that no database holds, are refused at their field", () => {
  const wrong = [
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-00-10",
    "0000-01-01",
    "1066-10-14",
    "9999-12-31",
    "+275760-09-13",
    "2026-1-1",
    "31.12.2026",
    "2026-01-31T00:00",
    "2026-01-31' or 1=1",
    "２０２６-01-31",
    "yesterday",
    "NaN",
  ];
  for (const field of ["filter_from", "filter_to"]) {
    for (const date of wrong) {
      assert.match(faults({ ...whole, [field]: date })[field] ?? "", /Enter a date such as/, date);
    }
  }
});

Deno.test("A range that ends before it begins is refused at its end", () => {
  const crossed = { ...whole, filter_from: "2026-02-01", filter_to: "2026-01-31" };
  assert.deepEqual(Object.keys(faults(crossed)), ["filter_to"]);
});

Deno.test("Required fields that are empty or blank are named all at once, in words", () => {
  assert.deepEqual(faults({ "settings.domain": " \u0000 " }), {
    "settings.domain": "Enter the subdomain.",
    "secret.key": "Enter the access key.",
    "secret.pass": "Enter the API secret.",
  });
});

Deno.test("Stored credentials stay when none is entered, and are entered whole or not at all", () => {
  const kept = readConnection(formOf({ "settings.domain": "acme" }), fields, true);
  assert.deepEqual(kept.secret, {});
  const half = faults({ "settings.domain": "acme", "secret.key": "k-2" }, true);
  assert.match(half["secret.pass"]!, /^Enter the API secret as well: new credentials replace/);
  assert.deepEqual(Object.keys(half), ["secret.pass"]);
});

Deno.test("Only what the form offers is read: unknown fields and frequencies change nothing", () => {
  const input = readConnection(
    formOf({
      ...whole,
      "frequency": "every second",
      "settings.__proto__": "x",
      "settings.constructor": "x",
      "secret.other": "x",
      "status": "active",
      "settings.limit": "1e3",
      "settings.all": "no",
    }),
    fields,
  );
  assert.deepEqual(input, {
    name: "",
    settings: { domain: "acme", all: true, limit: 1000 },
    secret: { key: "k-1", pass: "p-1" },
    frequency: "manual",
    filterFrom: null,
    filterTo: null,
  });
});

Deno.test("What was typed is shown again without the secrets", () => {
  const typed = typedValues(
    formOf({ ...whole, name: "A & <b>", frequency: "6h", filter_from: "2026-02-30" }),
    fields,
  );
  assert.equal(typed["filter_from"], "2026-02-30");
  assert.equal(typed.name, "A & <b>");
  assert.equal(typed["settings.all"], "false");
  assert.ok(!JSON.stringify(typed).includes("k-1") && !JSON.stringify(typed).includes("p-1"));
});

Deno.test("Settings count as new when they differ from the stored ones, standards included", () => {
  const stored = storedValues({
    name: "Acme",
    frequency: "1h",
    filter_from: new Date("2026-01-31T00:00:00Z"),
    filter_to: null,
    settings: { domain: "acme", all: false },
  });
  assert.equal(stored.filter_from, "2026-01-31");
  const differs = (entries: Record<string, string>) =>
    hasNewSettings(typedValues(formOf(entries), fields), stored, fields);
  assert.equal(differs({ "settings.domain": "acme" }), false);
  assert.equal(differs({ "settings.domain": "other" }), true);
  assert.equal(differs({ "settings.domain": "acme", "settings.all": "on" }), true);
  assert.equal(differs({ "settings.domain": "acme", "settings.limit": "5" }), true);
});

Deno.test("A label keeps the capitals of names when it stands within a sentence", () => {
  assert.equal(inText("Access token"), "access token");
  assert.equal(inText("API key"), "API key");
  assert.equal(inText("OAuth client: secret"), "OAuth client: secret");
  assert.equal(inText("Subdomain"), "subdomain");
});
