import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { verifyWebhook, WebhookVerificationError } from "./src/mod.ts";

const SECRET = "whsec_" + btoa("a secret of the tests, 32 bytes..");
const OTHER = "whsec_" + btoa("another secret of the tests.....");
const NOW = Date.parse("2026-11-20T12:00:00Z");
const BODY = JSON.stringify({
  id: "evt_1",
  type: "session.created",
  created_at: "2026-11-20T12:00:00.000Z",
  data: { session_id: "sess_1", text: "Grüße" },
});

/** The fields of a webhook, signed by the package of the standard. */
function signed(secret = SECRET, at = NOW, body = BODY) {
  return {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": new Webhook(secret).sign("evt_1", new Date(at), body),
  };
}

Deno.test("A webhook signed after the standard is read, whatever shape its fields have", async () => {
  const headers = signed();
  const shapes = [
    headers,
    new Headers(headers),
    Object.fromEntries(
      Object.entries(headers).map((
        [name, value],
      ) => [name.toUpperCase(), [value]]),
    ),
  ];
  for (const shape of shapes) {
    const event = await verifyWebhook(BODY, shape, SECRET, { now: NOW });
    assert.equal(event.type, "session.created");
    assert.equal(event.data.text, "Grüße");
  }
  const bytes = new TextEncoder().encode(BODY);
  assert.equal(
    (await verifyWebhook(bytes, headers, SECRET, { now: NOW })).id,
    "evt_1",
  );
});

Deno.test("While a secret is replaced, either of two signatures and either of two secrets will do", async () => {
  const [old, fresh] = [signed(OTHER), signed(SECRET)];
  const both = {
    ...fresh,
    "webhook-signature": `${old["webhook-signature"]} v1a,other ${fresh["webhook-signature"]}`,
  };
  for (const secret of [SECRET, OTHER]) {
    await verifyWebhook(BODY, both, secret, { now: NOW });
  }
  await verifyWebhook(BODY, old, [SECRET, OTHER], { now: NOW });
});

Deno.test("A webhook that is altered, forged, old, of the future or unsigned is refused", async () => {
  const bad: [string, Record<string, string>, string?][] = [
    ["another body", signed(), BODY.replace("sess_1", "sess_2")],
    ["another secret", signed(OTHER)],
    ["another id", { ...signed(), "webhook-id": "evt_2" }],
    ["six minutes old", signed(SECRET, NOW - 360_000)],
    ["six minutes ahead", signed(SECRET, NOW + 360_000)],
    ["another time", {
      ...signed(),
      "webhook-timestamp": String(NOW / 1000 + 1),
    }],
    ["no time", { ...signed(), "webhook-timestamp": "soon" }],
    ["no signature", { ...signed(), "webhook-signature": "" }],
    ["another version", {
      ...signed(),
      "webhook-signature": signed()["webhook-signature"].replace("v1,", "v2,"),
    }],
    ["half a signature", {
      ...signed(),
      "webhook-signature": signed()["webhook-signature"].slice(0, 20),
    }],
    ["no base64", { ...signed(), "webhook-signature": "v1,*** v1,é" }],
  ];
  for (const [label, headers, body = BODY] of bad) {
    await assert.rejects(
      verifyWebhook(body, headers, SECRET, { now: NOW }),
      WebhookVerificationError,
      label,
    );
  }
  await verifyWebhook(BODY, signed(SECRET, NOW - 360_000), SECRET, {
    now: NOW,
    tolerance: 600,
  });
});

Deno.test("A secret that is none is told from a webhook that is forged", async () => {
  await assert.rejects(
    verifyWebhook(BODY, signed(), "whsec_***", { now: NOW }),
    TypeError,
  );
  await assert.rejects(
    verifyWebhook(BODY, signed(), "", { now: NOW }),
    TypeError,
  );
  await assert.rejects(
    verifyWebhook(BODY, signed(), [], { now: NOW }),
    WebhookVerificationError,
  );
});
