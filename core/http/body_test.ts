import assert from "node:assert/strict";
import { z } from "zod";
import { CredentialError } from "../contract/mod.ts";
import { PostgresError } from "../db/mod.ts";
import { AppError, conflict } from "../errors.ts";
import { configureLog } from "../log.ts";
import { check, readJson, readText } from "./body.ts";
import { errorResponse } from "./problem.ts";

const request = (body: BodyInit | null, headers: HeadersInit = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers });

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(() => null, (error) => error);
  assert.ok(error instanceof AppError);
  return error;
}

Deno.test("A body is read up to its limit, with or without an announced length", async () => {
  assert.deepEqual(await readJson(request('{"a": 1}'), 8), { value: { a: 1 }, text: '{"a": 1}' });
  assert.equal((await refusal(readJson(request('{"a": 10}'), 8))).status, 413);
  const announced = request("{}", { "content-length": "9" });
  assert.match((await refusal(readJson(announced, 8))).message, /8 bytes/);
  assert.equal(await readText(request(null)), "");
});

Deno.test("A character cut in two by the network is one character", async () => {
  const bytes = new TextEncoder().encode('"😀"');
  const stream = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  assert.equal((await readJson(request(stream))).value, "😀");
  for (const cut of [1, 2, 3, 4]) {
    const error = await refusal(readJson(request(bytes.slice(0, cut))));
    assert.equal(error.status, 400);
  }
});

Deno.test("Nesting and numbers that cannot be stored are refused, deep ones without harm", async () => {
  const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  assert.ok(await readJson(request(deep(64))));
  for (const body of [deep(65), deep(1_000_000), "1e999", '{"a": [-1e999]}']) {
    assert.equal((await refusal(readJson(request(body)))).status, 400);
  }
});

Deno.test("Each fault is named with its field, the first one is the message", () => {
  const schema = z.object({ name: z.string(), list: z.array(z.number()) });
  assert.deepEqual(check(schema, { name: "x", list: [1], more: 1 }), { name: "x", list: [1] });
  try {
    check(schema, { list: [1, "x"] }, 422);
    assert.fail("It passed");
  } catch (error) {
    assert.ok(error instanceof AppError);
    assert.equal(error.status, 422);
    assert.equal(error.message, "name: is required.");
    assert.deepEqual(error.details?.map(({ field }) => field), ["name", "list.1"]);
  }
  assert.throws(() => check(schema, null), /^AppError: The body: /);
});

Deno.test("Expected failures keep their status; what else is thrown is a bare 500 and logged", async () => {
  const lines: string[] = [];
  const undo = configureLog({ level: "warn", pretty: false, write: (line) => lines.push(line) });
  try {
    const answer = errorResponse(conflict("It changed meanwhile."));
    assert.equal(answer.status, 409);
    assert.deepEqual(await answer.json(), { error: "It changed meanwhile.", code: "conflict" });
    const wrong = errorResponse(new CredentialError("Enter the token again.", "token"));
    assert.equal(wrong.status, 400);
    assert.equal((await wrong.json()).errors[0].field, "token");
    const refused = Object.assign(new PostgresError("too long"), { code: "54000" });
    assert.equal(errorResponse(refused).status, 400);
    assert.equal(lines.filter((line) => line.includes("A request failed")).length, 0);
    const fault = errorResponse(new TypeError("secret detail"));
    assert.equal(fault.status, 500);
    assert.doesNotMatch(await fault.text(), /secret detail/);
    assert.equal(lines.filter((line) => line.includes("A request failed")).length, 1);
  } finally {
    undo();
  }
});
