import assert from "node:assert/strict";
import { dbTest, SyncHarness } from "#plugin-kit/testing";
import slackSource from "./mod.ts";
import { ALL_SCOPES } from "./testing/model.ts";
import { type SmallWorld, smallWorld } from "./testing/small_world.ts";

interface Parts extends SmallWorld {
  harness: SyncHarness;
  /** Connects; what is given replaces the right credentials. */
  connect(secret?: Record<string, unknown>): Promise<string>;
}

function credentialsTest(
  name: string,
  test: (parts: Parts) => Promise<void>,
  scopes?: Iterable<string>,
): void {
  dbTest(name, async (sql) => {
    const world = smallWorld(scopes);
    const { slack, installation } = world;
    const harness = new SyncHarness(sql, slackSource, slack.url);
    const right = { bot_token: installation.botToken, signing_secret: slack.app.signingSecret };
    try {
      await test({
        ...world,
        harness,
        connect: (secret = {}) =>
          harness.connect({ settings: {}, secret: { ...right, ...secret } }),
      });
    } finally {
      await slack.close();
    }
  });
}

/** The sentence and the field of a refusal. */
function refused(pattern: RegExp, field?: string) {
  return (error: { message: string; details?: { field?: string }[] }) => {
    assert.match(error.message, pattern);
    assert.match(error.message, /^[A-Z].*[.]$/s);
    assert.equal(error.details?.[0]?.field, field);
    return true;
  };
}

credentialsTest("The right tokens name the workspace", async ({ acme, harness, connect }) => {
  await connect();
  const [row] = await harness.sql`select account_id, account_label, secret from connections`;
  assert.deepEqual([row!.account_id, row!.account_label], [acme.id, "Acme"]);
  assert.ok(!row!.secret.includes("xoxb"));
});

credentialsTest(
  "Scopes that the token lacks are named, each with its reason",
  async ({ connect }) => {
    await assert.rejects(
      connect(),
      refused(
        /lacks the scopes groups:history \(to read messages in the private.*\), users:read\.email \(to recognise/,
        "secret.bot_token",
      ),
    );
  },
  ALL_SCOPES.filter((scope) => !["groups:history", "users:read.email"].includes(scope)),
);

credentialsTest(
  "Without the scope that only names teammates, everything else goes on",
  async ({ connect }) => {
    await connect();
  },
  ALL_SCOPES.filter((scope) => scope !== "chat:write.customize"),
);

credentialsTest("Tokens of another kind are refused before Slack is asked", async (parts) => {
  const { slack, connect } = parts;
  await assert.rejects(
    connect({ bot_token: "xoxp-1" }),
    refused(/begins with xoxb-/, "secret.bot_token"),
  );
  await assert.rejects(
    connect({ app_token: "xoxb-1" }),
    refused(/begins with xapp-/, "secret.app_token"),
  );
  assert.equal(slack.calls.length, 0);
});

credentialsTest(
  "Somebody has to bring the events: by signature or by socket",
  async ({ connect }) => {
    await assert.rejects(
      connect({ signing_secret: undefined }),
      refused(/Enter the signing secret.*or an app-level token/, "secret.signing_secret"),
    );
  },
);

credentialsTest("A socket needs no signing secret, and its token is tried", async (parts) => {
  const { slack, connect } = parts;
  const app_token = slack.app.appToken;
  await connect({ signing_secret: undefined, app_token });
  assert.equal(slack.callsOf("apps.connections.open").length, 1);
  await parts.harness.sql`delete from connections`;
  await assert.rejects(
    connect({ app_token: "xapp-1-wrong" }),
    refused(/does not accept the app-level token/, "secret.app_token"),
  );
  slack.app.appTokenScopes.clear();
  await assert.rejects(
    connect({ app_token }),
    refused(/lacks the scope connections:write/, "secret.app_token"),
  );
});

credentialsTest("Every way a token can be no good has its sentence", async (parts) => {
  const { slack, acme, connect } = parts;
  await assert.rejects(
    connect({ bot_token: "xoxb-wrong" }),
    refused(/does not accept/, "secret.bot_token"),
  );
  for (const error of ["account_inactive", "token_revoked", "not_authed", "token_expired"]) {
    slack.fail("*", { error });
    await assert.rejects(connect(), refused(/./, "secret.bot_token"), error);
  }
  slack.revokeTokens(acme);
  await assert.rejects(
    connect(),
    refused(/Install the app again|does not accept/, "secret.bot_token"),
  );
});

credentialsTest(
  "When Slack is down or answers nonsense, nobody is told to change tokens",
  async (parts) => {
    const { slack, connect } = parts;
    for (
      const fault of [
        { error: "fatal_error" },
        { error: "service_unavailable" },
        { body: "<html>Sorry</html>" },
        { body: "" },
        { body: "null" },
        { status: 404 },
      ]
    ) {
      slack.fail("auth.test", fault);
      await assert.rejects(connect(), (error: { status: number; message: string }) => {
        assert.equal(error.status, 502, JSON.stringify(fault));
        assert.match(error.message, /^Slack could not be asked: .*Try again in a moment\.$/s);
        assert.doesNotMatch(error.message, /xoxb|undefined|Cannot read/);
        return true;
      });
    }
  },
);
