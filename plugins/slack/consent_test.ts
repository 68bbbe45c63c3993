import assert from "node:assert/strict";
import type { SourceContext } from "#plugin-kit";
import { dbTest, openLive, SyncHarness } from "#plugin-kit/testing";
import { consent } from "./consent.ts";
import type { Secret, Settings } from "./form.ts";
import slackSource from "./mod.ts";
import { BOT_SCOPES } from "./scopes.ts";
import { type SmallWorld, smallWorld } from "./testing/small_world.ts";

const redirectUri = "https://hissuno.example/connect/callback";

interface Parts extends SmallWorld {
  given: Partial<Secret>;
  /** The person agrees (or whatever `slack.oauth` says) at the address; the code that comes back. */
  agree(): Promise<string>;
  exchange(code: string, secret?: Partial<Secret>): Promise<Secret>;
}

function consentTest(name: string, test: (parts: Parts) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const world = smallWorld();
    const { slack, installation, acme } = world;
    slack.oauth.workspace = acme;
    const { clientId, clientSecret, signingSecret } = slack.app;
    const given = {
      client_id: clientId,
      client_secret: clientSecret,
      signing_secret: signingSecret,
    };
    try {
      const harness = new SyncHarness(sql, slackSource, slack.url);
      await harness.connect({
        settings: {},
        secret: { bot_token: installation.botToken, signing_secret: signingSecret },
      });
      const connection = await openLive<Settings, Secret>(harness);
      const context: SourceContext<Settings, Partial<Secret>> = { ...connection, secret: given };
      await test({
        ...world,
        given,
        async agree() {
          const request = { state: "a-random-state", redirectUri };
          const address = consent.address(
            { settings: { direct_messages: true }, secret: given },
            request,
          );
          const response = await fetch(slack.url + address.pathname + address.search, {
            redirect: "manual",
          });
          await response.body?.cancel();
          const back = new URL(response.headers.get("location")!);
          assert.equal(back.searchParams.get("state"), "a-random-state");
          return back.searchParams.get("code") ?? "";
        },
        exchange: (code, secret = given) =>
          consent.exchange({ code, redirectUri, secret }, context),
      });
    } finally {
      await slack.close();
    }
  });
}

Deno.test("The person is sent to Slack with every scope of the list, and the state", () => {
  const address = consent.address(
    { settings: { direct_messages: true }, secret: { client_id: "1.2" } },
    { state: "s", redirectUri },
  );
  assert.equal(address.origin + address.pathname, "https://slack.com/oauth/v2/authorize");
  assert.deepEqual(Object.fromEntries(address.searchParams), {
    client_id: "1.2",
    scope: BOT_SCOPES.map(({ name }) => name).join(","),
    state: "s",
    redirect_uri: redirectUri,
  });
});

consentTest("The code is traded for the bot token, beside what was entered", async (parts) => {
  const secret = await parts.exchange(await parts.agree());
  assert.deepEqual(secret, {
    ...parts.given,
    bot_token: parts.slack.installationIn(parts.acme).botToken,
  });
});

consentTest("A code is good once, and a wrong one never", async ({ agree, exchange }) => {
  const code = await agree();
  await exchange(code);
  await assert.rejects(
    exchange(code),
    /expired or was used already\. Connect again\.|used already/,
  );
  await assert.rejects(exchange("nonsense"), /Connect again\./);
});

consentTest("A wrong client ID or secret is told apart from a wrong code", async (parts) => {
  const { agree, exchange, given } = parts;
  const code = await agree();
  await assert.rejects(
    exchange(code, { ...given, client_secret: "wrong" }),
    /client secret does not belong/,
  );
  await assert.rejects(
    exchange(code, { ...given, client_id: "9.9" }),
    /does not know this client ID/,
  );
});

consentTest(
  "An app for a whole organisation, or one that renews tokens, is refused",
  async (parts) => {
    const { slack, agree, exchange } = parts;
    const answer = (more: Record<string, unknown>) => ({
      body: JSON.stringify({ ok: true, access_token: "xoxb-1", ...more }),
    });
    slack.fail("oauth.v2.access", answer({ is_enterprise_install: true }));
    await assert.rejects(
      exchange(await agree()),
      /whole organisation, which Hissuno does not support/,
    );
    slack.fail("oauth.v2.access", answer({ refresh_token: "xoxe-1" }));
    await assert.rejects(exchange(await agree()), /token rotation.*Make the app anew/);
    slack.fail("oauth.v2.access", answer({ access_token: "xoxp-1" }));
    await assert.rejects(exchange(await agree()), /gave no bot token/);
  },
);
