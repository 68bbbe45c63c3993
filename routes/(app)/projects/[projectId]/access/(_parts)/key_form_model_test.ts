import assert from "node:assert/strict";
import { AppError } from "../../../../../../core/errors.ts";
import { emptyKeyForm, type KeyForm, planOptions, readKeyForm } from "./key_form_model.ts";

const at = new Date("2026-03-10T12:00:00Z");
const read = (form: Partial<KeyForm>) => readKeyForm({ ...emptyKeyForm, name: "Key", ...form }, at);

Deno.test("A key lasts for ever, for the days chosen, or to the end of the date named", () => {
  assert.equal(read({}).expiresAt, null);
  assert.equal(read({ expiry: "30" }).expiresAt?.toISOString(), "2026-04-09T12:00:00.000Z");
  assert.equal(
    read({ expiry: "date", date: "2026-03-10" }).expiresAt?.toISOString(),
    "2026-03-10T23:59:59.999Z",
  );
  assert.equal(read({ expiry: "", date: "2020-01-01" }).expiresAt, null);
});

Deno.test("Dates that are over or do not exist, and unknown choices, are refused at their field", () => {
  const wrong: [field: string, form: Partial<KeyForm>][] = [
    ["date", { expiry: "date", date: "" }],
    ["date", { expiry: "date", date: "2026-03-09" }],
    ["date", { expiry: "date", date: "2027-02-30" }],
    ["date", { expiry: "date", date: "31.12.2027" }],
    ["date", { expiry: "date", date: "99999-01-01" }],
    ["expiry", { expiry: "5000" }],
    ["expiry", { expiry: "soon" }],
    ["scope", { scope: "admin" }],
    ["plan", { plan: "gold" }],
    ["addresses", { addresses: "192.0.2.0/24 office" }],
  ];
  for (const [field, form] of wrong) {
    assert.throws(
      () => read(form),
      (error) => error instanceof AppError && error.details?.[0]?.field === field,
      JSON.stringify(form),
    );
  }
});

Deno.test("A key may be used from anywhere, or from the addresses named", () => {
  assert.deepEqual(read({}).allowedAddresses, []);
  assert.deepEqual(read({ addresses: "192.0.2.9/24\n2001:db8::1" }).allowedAddresses, [
    "192.0.2.0/24",
    "2001:db8::1",
  ]);
});

Deno.test("A key follows the project's plan unless it is given one", () => {
  assert.equal(read({}).plan, null);
  assert.equal(read({ plan: "pro" }).plan, "pro");
  assert.match(planOptions("pro")[0]!.label, /Pro, 300 requests a minute/);
  assert.match(planOptions("pro").at(-1)!.label, /Unlimited, no limit/);
});
