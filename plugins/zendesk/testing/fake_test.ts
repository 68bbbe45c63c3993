import assert from "node:assert/strict";
import { FakeZendesk } from "./fake.ts";

Deno.test("A fake that answers what Zendesk never would fails at once", async () => {
  const fake = new FakeZendesk();
  try {
    fake.me = { name: "Ada", id: "not a number" };
    const { settings, secret } = fake.credentials;
    const headers = { "X-Forwarded-Host": "acme.zendesk.com" };
    const { access_token } = await (await fetch(`${fake.server.url}/oauth/tokens`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: settings.clientId,
        client_secret: secret.clientSecret,
        scope: "read",
      }),
    })).json();
    const answer = await fetch(`${fake.server.url}/api/v2/users/me`, {
      headers: { ...headers, Authorization: `Bearer ${access_token}` },
    });
    await answer.body?.cancel();
    assert.equal(answer.status, 500);
  } finally {
    await fake.server.close();
  }
});
