import assert from "node:assert/strict";
import { AppError } from "../errors.ts";
import { parseAllowList } from "../net/mod.ts";
import { checkEndpoint } from "./endpoints_model.ts";
import { Pace } from "./pace.ts";
import { endsEndpoint, judge, RETRY_MILLISECONDS } from "./outcome.ts";

const at = new Date("2026-11-20T12:00:00Z");
const none = { description: "", event_types: [], sources: [], tags: [] };

function refusal(input: Partial<Parameters<typeof checkEndpoint>[0]>, hosts: string[] = []) {
  try {
    checkEndpoint({ url: "https://example.com/", ...none, ...input }, parseAllowList(hosts));
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error.message;
  }
  return null;
}

Deno.test("An address is https and public, unless the operator allows its host", () => {
  for (
    const url of ["", "example.com", "ftp://example.com", `https://e.com/${"x".repeat(2_000)}`]
  ) {
    assert.match(refusal({ url })!, /^url must be an address like/, url);
  }
  assert.match(refusal({ url: "http://example.com/hooks" })!, /must begin with https/);
  assert.match(refusal({ url: "https://me:secret@example.com/" })!, /must not hold a user name/);
  assert.match(refusal({ url: "https://example.com/#part" })!, /behind #/);
  const inside = [
    "https://127.0.0.1/",
    "http://10.0.0.5:9000/x",
    "https://[::1]/",
    "https://0x7f.1/",
  ];
  for (const url of inside) {
    assert.match(refusal({ url })!, /HISSUNO_ALLOWED_HOSTS/, url);
  }
  assert.equal(refusal({ url: "http://10.0.0.5:9000/x" }, ["10.0.0.0/8"]), null);
  assert.equal(refusal({ url: "http://receiver.internal/" }, ["receiver.internal"]), null);
  assert.match(refusal({ url: "http://8.8.8.8/" }, ["8.8.8.8"])!, /must begin with https/);
});

Deno.test("Unknown event types are named, and lists are kept within bounds", () => {
  assert.match(refusal({ event_types: ["session.closed", "nope"] })!, /does not exist: nope\./);
  assert.match(refusal({ description: "x".repeat(201) })!, /^description must have at most/);
  assert.match(refusal({ tags: ["x".repeat(65)] })!, /^tags must be at most/);
  const checked = checkEndpoint(
    { ...none, url: " https://Example.com ", sources: ["api", " api", ""] },
    parseAllowList([]),
  );
  assert.deepEqual(checked, { ...none, url: "https://example.com/", sources: ["api"] });
});

Deno.test("Tries are spread over three days, each wait off by at most a fifth", () => {
  const days = RETRY_MILLISECONDS.reduce((sum, one) => sum + one, 0) / (24 * 60 * 60_000);
  assert.ok(days > 3 && days < 3.5, `${days}`);
  const failure = { status: 500, retryAfter: null };
  for (const [index, wait] of RETRY_MILLISECONDS.entries()) {
    for (const [fraction, part] of [[0, 0.8], [0.5, 1], [1, 1.2]] as const) {
      const outcome = judge(failure, index + 1, at, fraction);
      assert.ok(outcome.kind === "waiting");
      assert.ok(Math.abs(outcome.nextAt.getTime() - at.getTime() - wait * part) <= 1);
    }
  }
  const after = RETRY_MILLISECONDS.length + 1;
  assert.equal(judge(failure, after, at, 0).kind, "failed");
  assert.equal(judge({ status: 204, retryAfter: null }, after, at, 0).kind, "delivered");
  assert.equal(judge({ status: 302, retryAfter: null }, 1, at, 0).kind, "waiting");
});

Deno.test("Retry-After is honoured in both its forms, up to a day", () => {
  const wait = (retryAfter: string) => {
    const outcome = judge({ status: 429, retryAfter }, 1, at, 0.5);
    assert.ok(outcome.kind === "waiting");
    return (outcome.nextAt.getTime() - at.getTime()) / 1_000;
  };
  assert.equal(wait("120"), 120);
  assert.equal(wait("1"), 5);
  assert.equal(wait("Fri, 20 Nov 2026 12:10:00 GMT"), 600);
  assert.equal(wait("999999999"), 24 * 60 * 60);
  assert.equal(wait("soon"), 5);
});

Deno.test("Only 410 and five days of failures end an endpoint", () => {
  const failure = { status: 500, retryAfter: null };
  const ago = (days: number) => new Date(at.getTime() - days * 24 * 60 * 60_000);
  assert.equal(endsEndpoint({ status: 410, retryAfter: null }, null, at), "gone");
  assert.equal(endsEndpoint(failure, null, at), null);
  assert.equal(endsEndpoint(failure, ago(4.9), at), null);
  assert.equal(endsEndpoint({ status: null, retryAfter: null }, ago(5), at), "failing");
});

Deno.test("Less is begun while the process is busy, and never nothing", () => {
  const pace = new Pace();
  const before = pace.amount;
  pace.note(50, 1);
  const late = pace.amount;
  assert.ok(late < before);
  pace.note(0, 500);
  assert.ok(pace.amount < late);
  for (let index = 0; index < 100; index++) pace.note(50, 1);
  const least = pace.amount;
  assert.ok(least > 0);
  for (let index = 0; index < 100; index++) pace.note(1, 1);
  assert.ok(pace.amount > before);
});
