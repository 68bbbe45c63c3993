import assert from "node:assert/strict";
import {
  AppError,
  conflict,
  forbidden,
  invalid,
  invalidFields,
  messageOf,
  notFound,
  tooLarge,
  tooManyRequests,
  unauthorized,
} from "./errors.ts";

Deno.test("Each kind of expected failure has its status and a stable code", () => {
  const all: [AppError, number, string][] = [
    [invalid("name", "Name must not be empty."), 400, "invalid"],
    [unauthorized(), 401, "unauthorized"],
    [forbidden("This key may only read."), 403, "forbidden"],
    [notFound("Session"), 404, "not_found"],
    [conflict("It changed meanwhile."), 409, "conflict"],
    [tooLarge("At most 10 MB."), 413, "too_large"],
    [tooManyRequests(3), 429, "rate_limited"],
  ];
  for (const [error, status, code] of all) {
    assert.ok(error instanceof AppError);
    assert.deepEqual([error.status, error.code], [status, code]);
  }
  assert.equal(notFound("Session").message, "Session not found.");
});

Deno.test("An invalid field is named, and the first message is the error's own", () => {
  const error = invalidFields([
    { field: "name", message: "Name must not be empty." },
    { field: "tags.0", message: "Tag is unknown." },
  ], 422);
  assert.equal(error.message, "Name must not be empty.");
  assert.equal(error.status, 422);
  assert.deepEqual(error.details!.map((one) => one.field), ["name", "tags.0"]);
});

Deno.test("Too many requests says when to come back, in whole seconds and at least one", () => {
  assert.equal(tooManyRequests(0.2).headers!["Retry-After"], "1");
  assert.equal(tooManyRequests(29.1).headers!["Retry-After"], "30");
  assert.match(tooManyRequests(2).message, /Try again in 2 seconds/);
});

Deno.test("messageOf gives a text for whatever was thrown", () => {
  assert.equal(messageOf(new Error("No")), "No");
  assert.equal(messageOf("plain"), "plain");
  assert.equal(messageOf(undefined), "undefined");
});
