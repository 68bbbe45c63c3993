import assert from "node:assert/strict";
import { CredentialError } from "../../../../../../core/contract/mod.ts";
import { AppError, conflict, invalid, invalidFields } from "../../../../../../core/errors.ts";
import { connectionErrors } from "./connection_errors.ts";
import type { ConnectionFields } from "./connection_form.ts";

const fields: ConnectionFields = {
  settings: [{ name: "domain", label: "Subdomain", kind: "text", required: true }],
  secret: [{ name: "token", label: "Access token", kind: "password", required: true }],
};
const at = (field: string | undefined, message: string) =>
  connectionErrors(invalidFields([{ field, message }]), fields);

Deno.test("A plugin may name a field with or without its part, and it is shown at the field", () => {
  for (const field of ["token", "secret.token"]) {
    assert.deepEqual(at(field, "It is wrong."), {
      form: null,
      fields: { "secret.token": "It is wrong." },
    });
  }
  assert.deepEqual(at("nothing", "It is wrong."), { form: "It is wrong.", fields: {} });
  assert.deepEqual(at(undefined, "All of it is wrong."), {
    form: "All of it is wrong.",
    fields: {},
  });
});

Deno.test("What a schema says becomes a sentence with the field's label", () => {
  const said = (message: string) => at("secret.token", message).fields["secret.token"];
  assert.equal(said("must be the token alone"), "Access token must be the token alone.");
  assert.equal(
    said("Invalid input: expected string, received undefined"),
    "This is no valid access token.",
  );
  assert.equal(
    said("Too big: expected string to have <=500 characters"),
    "Enter the access token in at most 500 characters.",
  );
  assert.equal(said("Enter a token"), "Enter a token.");
});

Deno.test("A provider that is down, a conflict and unreadable credentials stand above the form", () => {
  const down = new AppError("Acme could not be asked.", {
    code: "provider_unavailable",
    status: 502,
  });
  const above = [
    down,
    conflict("Acme could not be asked."),
    new CredentialError("Acme could not be asked."),
  ];
  for (const error of above) {
    assert.deepEqual(connectionErrors(error, fields), {
      form: "Acme could not be asked.",
      fields: {},
    });
  }
  assert.deepEqual(Object.keys(connectionErrors(invalid("sure", "Tick it."), fields).fields), [
    "sure",
  ]);
});

Deno.test("A fault of ours is no message of a form", () => {
  for (const error of [new TypeError("x"), new AppError("x", { code: "internal", status: 500 })]) {
    assert.throws(() => connectionErrors(error, fields), error);
  }
});
