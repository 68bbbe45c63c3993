import assert from "node:assert/strict";
import { ago, type Parts, rule } from "./testing/rule.ts";

/** What a person reads when they connect in vain: the field at fault and the sentence. */
async function refusal({ harness, fake }: Parts, credentials = fake.credentials) {
  try {
    await harness.connect(credentials);
  } catch (error) {
    const { message, details } = error as Error & {
      details?: { field?: string; message: string }[];
    };
    return { field: details?.[0]?.field, message: details?.[0]?.message ?? message };
  }
  assert.fail("The credentials were taken");
}

rule(
  "a wrong token is refused at its field, with the place to find the right one",
  async (parts) => {
    const { field, message } = await refusal(parts, parts.fake.badCredentials);
    assert.equal(field, "secret.accessToken");
    assert.match(message, /does not know this access token, neither in the US nor in Europe/);
    assert.match(message, /Copy it again from the Developer Hub/);
  },
);

rule("a token with spaces or another header in it is refused before it is sent", async (parts) => {
  for (const accessToken of ["", "two words of it", "dG9rOmFj\r\nX-Evil: 1"]) {
    const { message } = await refusal(parts, { settings: {}, secret: { accessToken } });
    assert.match(message, /access token alone/);
  }
  assert.equal(parts.fake.server.requests.length, 0);
});

rule(
  "a token that may not read conversations is refused with that permission's name",
  async (parts) => {
    parts.fake.forbidden = ["/conversations"];
    const { field, message } = await refusal(parts);
    assert.equal(field, "secret.accessToken");
    assert.match(message, /lacks the permission "Read conversations"\. Switch that on/);
  },
);

rule("a token that may not read contacts is refused with that permission's name", async (parts) => {
  parts.fake.workspace.put("k1", "Hello", ago(10));
  parts.fake.forbidden = ["/contacts"];
  const { message } = await refusal(parts);
  assert.match(message, /lacks the permission "Read one user and one company"/);
});

rule("a plan without the API is said in Intercom's own words", async (parts) => {
  const body = {
    type: "error.list",
    errors: [{ code: "api_plan_restricted", message: "Active subscription needed." }],
  };
  parts.fake.instead.set("/me", () => Response.json(body, { status: 403 }));
  const { message } = await refusal(parts);
  assert.match(message, /refuses it: Active subscription needed\. Ask an admin/);
});

rule("when Intercom is down, nobody is told that their token is wrong", async (parts) => {
  const { fake } = parts;
  fake.down = ["api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"];
  const { field, message } = await refusal(parts);
  assert.equal(field, undefined);
  assert.match(message, /Intercom could not be asked: .* Try again in a moment\./);
  // The token's own region may be the one that is down.
  fake.down = ["api.eu.intercom.io"];
  assert.match((await refusal(parts)).message, /could not be asked/);
  fake.down = ["api.intercom.io"];
  assert.ok(await parts.harness.connect(fake.credentials));
});

rule("an empty workspace connects", async ({ sql, fake, harness }) => {
  await harness.connect(fake.credentials);
  assert.equal((await harness.sync()).found, 0);
  const [row] = await sql`select status from connections`;
  assert.equal(row!.status, "active");
});

rule("a permission that is taken away later stops the schedule with a sentence", async (parts) => {
  const { sql, fake, harness } = parts;
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  fake.forbidden = ["/conversations/k1"];
  assert.equal((await harness.sync()).status, "failed");
  const [row] = await sql`select status, status_message from connections`;
  assert.equal(row!.status, "needs_attention");
  assert.match(row!.status_message, /lack a permission/);
});
