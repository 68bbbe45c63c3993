import assert from "node:assert/strict";
import { dbTest, SyncHarness } from "#plugin-kit/testing";
import zendesk from "./mod.ts";
import { hostOf, settings } from "./form.ts";
import { FakeZendesk } from "./testing/fake.ts";
import { AGENT } from "./testing/tickets.ts";

type Credentials = { settings: Record<string, unknown>; secret: Record<string, unknown> };

/** Registers a test with a fake account and an engine. */
function fakeTest(
  name: string,
  test: (parts: { fake: FakeZendesk; harness: SyncHarness }) => Promise<void>,
): void {
  dbTest(name, async (sql) => {
    const fake = new FakeZendesk();
    try {
      await test({ fake, harness: new SyncHarness(sql, zendesk, fake.server.url) });
    } finally {
      await fake.server.close();
    }
  });
}

/** What Connect answers to credentials that do not do. */
async function refusal(harness: SyncHarness, credentials: Credentials) {
  try {
    await harness.connect(credentials);
  } catch (error) {
    const { message, details } = error as Error & { details?: { field?: string }[] };
    return { message, field: details?.[0]?.field };
  }
  return assert.fail("The credentials were taken");
}

Deno.test("The subdomain is taken as a name, a host or an address", () => {
  for (
    const text of [
      "acme",
      "ACME ",
      "acme.zendesk.com",
      "https://acme.zendesk.com",
      "http://acme.zendesk.com/agent/dashboard?brand=1#top",
    ]
  ) {
    assert.equal(hostOf(settings.parse({ subdomain: text }).subdomain), "acme.zendesk.com");
  }
});

Deno.test("What leads elsewhere is no subdomain", () => {
  for (
    const text of [
      "",
      "-acme",
      "support.acme.com",
      "acme.zendesk.com.evil.com",
      "acme.zendesk.com@evil.com",
      "evil.com/acme.zendesk.com",
      "https://user:word@acme.zendesk.com",
      "localhost:8080",
      "a b",
    ]
  ) {
    assert.match(settings.safeParse({ subdomain: text }).error?.message ?? "", /zendesk\.com/);
  }
});

Deno.test("The form tells when API tokens stop", () => {
  const { description } = zendesk.secret!.shape.apiToken.meta()!;
  assert.match(description!, /27 October 2026/);
  assert.match(description!, /30 April 2027/);
});

fakeTest("An OAuth client connects, and its account is named", async ({ fake, harness }) => {
  await harness.connect(fake.credentials);
  const [row] = await harness.sql`select account_id, account_label from connections`;
  assert.deepEqual(row, {
    account_id: "acme.zendesk.com",
    account_label: "Ada Admin at acme.zendesk.com",
  });
  assert.deepEqual(JSON.parse(fake.server.requests[0]!.body), {
    grant_type: "client_credentials",
    client_id: "hissuno_import",
    client_secret: fake.credentials.secret.clientSecret,
    scope: "read",
    expires_in: 7200,
  });
});

fakeTest("An e-mail address with an API token still connects", async ({ fake, harness }) => {
  fake.put({ key: "a", text: "Hello", at: new Date("2026-01-01") });
  await harness.connect(fake.legacyCredentials);
  assert.equal((await harness.sync()).created, 1);
  assert.equal(fake.tokensMade, 0);
  const { message, field } = await refusal(harness, {
    ...fake.legacyCredentials,
    secret: { apiToken: "stopped-token-123" },
  });
  assert.match(message, /does not accept this e-mail address with this API token/);
  assert.equal(field, "secret.apiToken");
});

fakeTest("A half-filled form names the field that is missing", async ({ harness }) => {
  const given = async (settings: Record<string, unknown>, secret: Record<string, unknown>) =>
    (await refusal(harness, { settings: { subdomain: "acme", ...settings }, secret })).field;
  assert.equal(await given({}, {}), "secret.clientSecret");
  assert.equal(await given({ clientId: "x" }, {}), "secret.clientSecret");
  assert.equal(await given({}, { clientSecret: "x" }), "settings.clientId");
  assert.equal(await given({}, { apiToken: "x" }), "settings.email");
});

fakeTest("A wrong subdomain, a wrong secret and a web page are told apart", async (parts) => {
  const { fake, harness } = parts;
  const elsewhere = { ...fake.credentials.settings, subdomain: "acmee" };
  assert.deepEqual(await refusal(harness, { ...fake.credentials, settings: elsewhere }), {
    message: "There is no Zendesk account at acmee.zendesk.com. Check the subdomain.",
    field: "settings.subdomain",
  });
  const wrong = await refusal(harness, fake.badCredentials);
  assert.match(wrong.message, /does not accept this client id and secret/);
  assert.equal(wrong.field, "secret.clientSecret");
  fake.server.behaviour = { webPages: 1 };
  const page = await refusal(harness, fake.credentials);
  assert.match(page.message, /does not answer as a Zendesk account does/);
  assert.equal(page.field, "settings.subdomain");
});

fakeTest("An anonymous visitor is not taken for a login", async ({ fake, harness }) => {
  fake.instead.set(
    "/api/v2/users/me",
    () => Response.json({ user: { id: null, name: "Anonymous user", role: "end-user" } }),
  );
  const { message, field } = await refusal(harness, fake.legacyCredentials);
  assert.match(message, /anonymous visitor/);
  assert.equal(field, "settings.email");
});

fakeTest("An agent and a token without the right are told what is missing", async (parts) => {
  const { fake, harness } = parts;
  fake.me = AGENT;
  const agent = await refusal(harness, fake.credentials);
  assert.match(agent.message, /^Ann Agent is not an admin in Zendesk/);
  fake.me = { ...AGENT, role: "admin" };
  fake.mayExport = false;
  assert.match((await refusal(harness, fake.credentials)).message, /refuses the ticket export/);
});

fakeTest("A Zendesk that is down is not the fault of the credentials", async (parts) => {
  const { fake, harness } = parts;
  fake.server.behaviour = { failing: { times: 100, status: 502 } };
  await assert.rejects(harness.connect(fake.credentials), (error: Error & { status?: number }) => {
    assert.equal(error.status, 502);
    assert.match(error.message, /^Zendesk could not be asked/);
    return true;
  });
});

fakeTest("A token that ran out is replaced once, in the middle of a run", async (parts) => {
  const { fake, harness } = parts;
  for (let index = 0; index < 5; index++) {
    fake.put({ key: `k${index}`, text: `Question ${index}`, at: new Date("2026-01-01") });
  }
  fake.setPageSize(2);
  await harness.connect(fake.credentials);
  const path = `/api/v2/tickets/${fake.externalId("k2")}/comments`;
  const before = fake.tokensMade;
  fake.instead.set(path, () => {
    fake.instead.delete(path);
    fake.revokeTokens();
    return Response.json({ error: "Couldn't authenticate you" }, { status: 401 });
  });
  const run = await harness.sync();
  assert.deepEqual([run.status, run.created], ["succeeded", 5]);
  assert.equal(fake.tokensMade - before, 2);
});

fakeTest("A right taken away later asks for attention in a sentence", async (parts) => {
  const { fake, harness } = parts;
  await harness.connect(fake.credentials);
  fake.mayExport = false;
  assert.equal((await harness.sync()).status, "failed");
  const [row] = await harness.sql`select status, status_message from connections`;
  assert.equal(row!.status, "needs_attention");
  assert.match(row!.status_message, /for admins only/);
});
