import assert from "node:assert/strict";
import { client, errorOf, inSmallWorld } from "./testing_kit.ts";

Deno.test("A planned error comes as often as asked, and only if Slack documents it", async () => {
  await inSmallWorld(async ({ slack, installation, help }) => {
    const web = client(slack, installation.botToken);
    const post = () => errorOf(web.chat.postMessage({ channel: help.id, text: "x" }));
    slack.fail("chat.postMessage", { error: "restricted_action" }, 2);
    assert.deepEqual([await post(), await post(), await post()], [
      "restricted_action",
      "restricted_action",
      "none",
    ]);
    assert.throws(
      () => slack.fail("chat.postMessage", { error: "bad_mood" }),
      /documents no error/,
    );
    slack.fail("*", { status: 503 });
    assert.equal(await post(), "slack_webapi_http_error");
    slack.fail("chat.postMessage", { body: "<html>Proxy</html>" });
    assert.equal(await post(), "<html>Proxy</html>");
    slack.fail("chat.postMessage", { status: 429, retryAfter: 7 });
    assert.equal(await post(), "slack_webapi_rate_limited_error");
    assert.deepEqual(slack.texts(help), ["x"]);
  });
});

Deno.test("A connection can be cut after the work is done: the client cannot know", async () => {
  await inSmallWorld(async ({ slack, installation, help }) => {
    const web = client(slack, installation.botToken);
    const post = (text: string) => errorOf(web.chat.postMessage({ channel: help.id, text }));
    slack.fail("chat.postMessage", { dropAfter: true });
    assert.equal(await post("Done"), "slack_webapi_request_error");
    slack.fail("chat.postMessage", { dropBefore: true });
    assert.equal(await post("Not done"), "slack_webapi_request_error");
    assert.deepEqual(slack.texts(help), ["Done"]);
    const retrying = client(slack, installation.botToken, {
      retryConfig: { retries: 1, minTimeout: 1 },
    });
    slack.fail("chat.postMessage", { dropAfter: true });
    await retrying.chat.postMessage({ channel: help.id, text: "Twice" });
    assert.deepEqual(slack.texts(help), ["Done", "Twice", "Twice"]);
    slack.setReachable(false);
    assert.equal(await post("Down"), "slack_webapi_request_error");
    slack.setReachable(true);
    assert.equal(await post("Up"), "none");
  });
});

Deno.test("Too many calls a minute are refused with the time to wait", async () => {
  await inSmallWorld(async ({ slack, installation }) => {
    slack.api.limits.mode = "tiers";
    const web = client(slack, installation.botToken);
    for (let index = 0; index < 20; index++) await web.conversations.list();
    assert.equal(await errorOf(web.conversations.list()), "slack_webapi_rate_limited_error");
    assert.equal(await errorOf(web.users.info({ user: installation.botUserId })), "none");
    slack.api.limits.minuteMs = 1;
    assert.equal(await errorOf(web.conversations.list()), "none");
  });
});

Deno.test("Posts to one channel are about one a second", async () => {
  await inSmallWorld(async ({ slack, installation, help, shared }) => {
    slack.api.limits.mode = "tiers";
    const web = client(slack, installation.botToken);
    const post = (channel: string) => errorOf(web.chat.postMessage({ channel, text: "x" }));
    for (let index = 0; index < 5; index++) assert.equal(await post(help.id), "none");
    assert.equal(await post(help.id), "slack_webapi_rate_limited_error");
    assert.equal(await post(shared.id), "none");
  });
});

Deno.test("Apps outside the marketplace read a page of 15 messages a minute", async () => {
  await inSmallWorld(async ({ slack, installation, help, gwen }) => {
    for (let index = 0; index < 20; index++) slack.say(help, gwen, `${index}`);
    slack.api.limits.mode = "not_in_marketplace";
    const web = client(slack, installation.botToken);
    const history = () => web.conversations.history({ channel: help.id, limit: 200 });
    assert.equal((await history()).messages?.length, 15);
    assert.equal(await errorOf(history()), "slack_webapi_rate_limited_error");
    const { clock } = slack;
    slack.clock = () => new Date(clock().getTime() + 61_000);
    assert.equal((await history()).messages?.length, 15);
  });
});

Deno.test("OAuth gives a token for a code once, to the app it was made for", async () => {
  await inSmallWorld(async ({ slack, globex, carl }) => {
    slack.oauth.workspace = globex;
    slack.oauth.user = carl;
    const redirect_uri = "http://localhost:8000/callback";
    const { clientId: client_id, clientSecret: client_secret } = slack.app;
    const consent = async () => {
      const query = new URLSearchParams({
        client_id,
        scope: "chat:write,channels:read",
        state: "s-1",
        redirect_uri,
      });
      const page = `${slack.url}/oauth/v2/authorize?${query}`;
      const response = await fetch(page, { redirect: "manual" });
      await response.body?.cancel();
      return new URL(response.headers.get("location")!).searchParams;
    };
    const web = client(slack, "");
    const back = await consent();
    assert.equal(back.get("state"), "s-1");
    const good = { client_id, client_secret, code: back.get("code")!, redirect_uri };
    const exchange = (more: Partial<typeof good>) =>
      errorOf(web.oauth.v2.access({ ...good, ...more }));
    assert.equal(await exchange({ client_id: "1.2" }), "invalid_client_id");
    assert.equal(await exchange({ client_secret: "no" }), "bad_client_secret");
    assert.equal(await exchange({ code: "no" }), "invalid_code");
    const answer = await web.oauth.v2.access(good);
    assert.deepEqual([answer.team?.id, answer.app_id], [globex.id, slack.app.id]);
    assert.equal(answer.authed_user?.id, carl.id);
    const me = await client(slack, answer.access_token!).auth.test();
    assert.deepEqual(me.response_metadata?.scopes, ["chat:write", "channels:read"]);
    assert.equal(await exchange({}), "invalid_code");
    const code = (await consent()).get("code")!;
    assert.equal(await exchange({ code, redirect_uri: "http://evil/" }), "bad_redirect_uri");
    slack.oauth.isDenied = true;
    const denied = await consent();
    assert.deepEqual([denied.get("error"), denied.get("state")], ["access_denied", "s-1"]);
  });
});
