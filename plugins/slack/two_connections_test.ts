import assert from "node:assert/strict";
import { LiveHarness } from "#plugin-kit/testing";
import slackSource from "./mod.ts";
import { type InboundParts, inboundTest } from "./testing/inbound.ts";
import type { SlackChannel } from "./testing/model.ts";

/** A second connection; events reach it through the address of the first. */
async function connectAnother(
  { harness, slack }: InboundParts,
  { projectId, botToken }: { projectId: string; botToken: string },
): Promise<LiveHarness> {
  const other = new LiveHarness(harness.sql, slackSource, slack.url, { projectId });
  const secret = { bot_token: botToken, signing_secret: slack.app.signingSecret };
  await other.connect({ settings: { direct_messages: true }, secret });
  return other;
}

async function textsOf({ sql, projectId }: LiveHarness): Promise<string[]> {
  const rows = await sql`
    select content from messages where project_id = ${projectId} order by session_id, sequence`;
  return rows.map(({ content }) => content as string);
}

const captureIn = (harness: LiveHarness, channel: SlackChannel) =>
  harness.capture(channel.id, { name: channel.name, isExternal: channel.teamIds.length > 1 });

inboundTest(
  "One workspace in two projects: each hears of the channels it captures, and of no other",
  async (parts) => {
    const { harness, slack, capture, settle, shared, help, carl, gwen } = parts;
    const { botToken } = parts.installation;
    const other = await connectAnother(parts, { projectId: "proj_other", botToken });
    await capture(shared);
    await captureIn(other, help);
    await slack.say(shared, carl, "From the shared channel");
    await slack.say(help, gwen, "From the help channel");
    await settle();
    await other.drain();
    assert.deepEqual(await textsOf(harness), ["From the shared channel"]);
    assert.deepEqual(await textsOf(other), ["From the help channel"]);
    // Nothing of the other's channel lies around either.
    const kept = await harness.sql`
      select project_id, lane from source_deliveries where lane in (${shared.id}, ${help.id})`;
    assert.deepEqual([...kept].map(({ project_id, lane }) => [project_id, lane]).sort(), [
      ["proj_other", help.id],
      ["proj_test", shared.id],
    ]);
  },
);

inboundTest(
  "A channel shared by two connected workspaces makes each message once, in one of them",
  async (parts) => {
    const { harness, slack, globex, shared, capture, settle, carl } = parts;
    const installed = slack.install(slack.app, globex);
    const { botToken } = installed;
    const other = await connectAnother(parts, { projectId: harness.projectId, botToken });
    assert.ok(await slack.subscribe(globex, harness.eventsUrl));
    await slack.inviteBot(shared, globex);
    await capture(shared);
    await assert.rejects(captureIn(other, shared), /connection_channels_once/);
    await slack.say(shared, carl, "Told to both workspaces");
    await settle();
    await other.drain();
    assert.deepEqual(await textsOf(harness), ["Told to both workspaces"]);
    assert.ok(slack.delivery.attempts.length >= 2, "Slack did not tell both workspaces");
  },
);
