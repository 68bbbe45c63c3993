import assert from "node:assert/strict";
import { isSigned } from "./signature.ts";
import { signedHeaders } from "./testing/delivery_http.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const AT = new Date("2026-11-20T12:00:00Z");
const SECONDS = AT.getTime() / 1000;
const bytes = (text: string) => new TextEncoder().encode(text);
const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000);

async function signed(text = '{"a":"ä"}', seconds = SECONDS) {
  return { headers: await signedHeaders(SECRET, text, seconds), body: bytes(text) };
}

Deno.test("Slack's own example of a signature is verified", async () => {
  const body = bytes(
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
      "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
      "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554" +
      "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
  );
  const headers = new Headers({
    "X-Slack-Request-Timestamp": "1531420618",
    "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  });
  const at = new Date(1531420618_000);
  assert.ok(await isSigned({ headers, body }, SECRET, at));
});

Deno.test("A delivery counts for five minutes, whichever clock is ahead", async () => {
  const raw = await signed();
  for (const seconds of [0, 299, 300, -299, -300]) {
    assert.ok(await isSigned(raw, SECRET, later(seconds)), `${seconds}`);
  }
  for (const seconds of [301, -301, 86_400]) {
    assert.equal(await isSigned(raw, SECRET, later(seconds)), false, `${seconds}`);
  }
});

Deno.test("Changed bytes, another secret, and parts of other deliveries are refused", async () => {
  const raw = await signed();
  const other = await signed('{"b":1}', SECONDS - 10);
  assert.equal(await isSigned({ ...raw, body: bytes('{"a":"a"}') }, SECRET, AT), false);
  assert.equal(await isSigned({ ...raw, body: new Uint8Array() }, SECRET, AT), false);
  assert.equal(await isSigned(raw, "another", AT), false);
  const mixed = new Headers(raw.headers);
  mixed.set("x-slack-request-timestamp", other.headers.get("x-slack-request-timestamp")!);
  assert.equal(await isSigned({ ...raw, headers: mixed }, SECRET, AT), false);
});

Deno.test("Without a secret of ours nobody's signature counts, not even one made with nothing", async () => {
  const raw = await signed();
  assert.equal(await isSigned(raw, undefined, AT), false);
  assert.equal(await isSigned(raw, "", AT), false);
});

Deno.test("Headers that are missing, strange or huge are refused and break nothing", async () => {
  const { headers, body } = await signed();
  const right = headers.get("x-slack-signature")!;
  const time = headers.get("x-slack-request-timestamp")!;
  const cases: [string | null, string | null][] = [
    [null, time],
    [right, null],
    ["", time],
    [right.slice(3), time],
    [right.toUpperCase(), time],
    [right.replace("v0=", "v1="), time],
    [`${right},${right}`, time],
    [right.slice(0, -1), time],
    ["v0=" + "0".repeat(100_000), time],
    [right, "NaN"],
    [right, "-1"],
    [right, `${time}.0`],
    [right, `${time}e0`],
    [right, ` ${time}x`],
    [right, "9".repeat(400)],
  ];
  for (const [signature, timestamp] of cases) {
    const strange = new Headers();
    if (signature !== null) strange.set("x-slack-signature", signature);
    if (timestamp !== null) strange.set("x-slack-request-timestamp", timestamp);
    assert.equal(await isSigned({ headers: strange, body }, SECRET, AT), false, `${signature}`);
  }
});
