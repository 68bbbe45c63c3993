import type { Channel } from "#plugin-kit";
import { captureMore, captureNew, type Scene } from "./capture.ts";
import type { SlackConnection } from "./connection.ts";
import { isOwn, isSaid, type Message, readMessage, sessionId, threadOf } from "./message.ts";
import { classify, toMessage } from "./thread.ts";
import { dateOfTs, isTs } from "./ts.ts";
import { openWorkspace } from "./workspace.ts";

type Json = Record<string, unknown>;

/** Milliseconds after which a message is looked up before it is believed: it may be deleted. */
const FRESH = 60_000;
/** How many of the last messages of a channel are remembered. */
const REMEMBERED = 50;

/** Handles what happened to a message in a channel: said, changed, deleted. */
export async function handleMessage(event: Json, connection: SlackConnection): Promise<void> {
  const channel = await connection.channels.get(String(event.channel));
  if (!channel?.isMonitored) return;
  if (event.subtype === "message_deleted") return await deleted(event, connection, channel);
  if (event.subtype === "message_changed") return await changed(event, connection, channel);
  const message = usable(event);
  if (!message || !isSaid(message)) return;
  await said(await sceneOf(connection, channel), message);
}

async function said(scene: Scene, message: Message): Promise<void> {
  const { connection, workspace, channel } = scene;
  if (isOwn(message, workspace.self)) return;
  const externalId = sessionId(channel.id, threadOf(message));
  const session = await connection.session(externalId);
  if (!session && !await mayBegin(scene, message)) return;
  if (await isRepeated(scene, message)) return;
  if (session) {
    const known = { isTaken: session.is_human_takeover, hasContact: session.contact_id !== null };
    await captureMore(scene, message, known);
    return;
  }
  const age = connection.now().getTime() - dateOfTs(message.ts).getTime();
  await captureNew(scene, message, age < FRESH);
}

/** Whether a message can make its thread one that counts. Of others nothing is kept. */
async function mayBegin({ workspace, channel }: Scene, message: Message): Promise<boolean> {
  const { kind } = await workspace.author(message);
  return kind === "customer" || (kind === "teammate" && channel.scope === "all");
}

/** One gesture can come as two messages of one `client_msg_id`: the first one counts. */
async function isRepeated({ connection, channel }: Scene, message: Message): Promise<boolean> {
  const { client_msg_id: id, ts } = message;
  if (!id) return false;
  const { records } = connection;
  const recent = await records.get<[id: string, ts: string][]>("recent", channel.id) ?? [];
  const known = recent.find(([other]) => other === id);
  if (known) return known[1] !== ts;
  await records.set("recent", channel.id, [...recent, [id, ts]].slice(-REMEMBERED));
  return false;
}

async function changed(
  event: Json,
  connection: SlackConnection,
  channel: Channel,
): Promise<void> {
  const message = usable({ ...object(event.message), hidden: false });
  if (!message) return;
  const externalId = sessionId(channel.id, threadOf(message));
  // A parent with answers leaves this in its place.
  if (message.subtype === "tombstone") {
    return await connection.deleteMessage(externalId, message.ts);
  }
  if (!isSaid(message)) return;
  const scene = await sceneOf(connection, channel);
  if (isOwn(message, scene.workspace.self)) return;
  const session = await connection.session(externalId);
  // What it first said got lost on the way.
  if (!session) {
    if (await mayBegin(scene, message)) await captureNew(scene, message, false);
    return;
  }
  // Previews of links are changes as well.
  const previous = usable(object(event.previous_message));
  if (previous && isSame(previous, message)) return;
  const one = await classify(message, channel, scene.workspace);
  if (one.senderType === null) return;
  const messages = [await toMessage(one, scene.workspace)];
  await connection.ingest([{ externalId, isLive: true, onClosed: "append", messages }]);
}

/** Whether two versions of a message say the same, with the same files. */
function isSame(one: Message, other: Message): boolean {
  const shown = ({ text, blocks, files }: Message) => JSON.stringify([text, blocks, files]);
  return shown(one) === shown(other);
}

async function deleted(
  event: Json,
  connection: SlackConnection,
  channel: Channel,
): Promise<void> {
  const ts = event.deleted_ts;
  if (!isTs(ts)) return;
  const previous = usable({ ...object(event.previous_message), ts });
  const externalId = sessionId(channel.id, previous ? threadOf(previous) : ts);
  if (await connection.session(externalId)) {
    return await connection.deleteMessage(externalId, ts);
  }
  // It may still be on its way to us. Of threads that do not count, not even this is kept.
  if (previous && await mayBegin(await sceneOf(connection, channel), previous)) {
    await connection.deleteMessage(externalId, ts);
  }
}

/** Opens the place of a channel. */
export async function sceneOf(connection: SlackConnection, channel: Channel): Promise<Scene> {
  const nameOf = async (id: string) => (await connection.channels.get(id))?.name ?? null;
  return { connection, channel, workspace: await openWorkspace(connection, nameOf) };
}

/** A message as it can be worked with; null for nonsense, which nothing can be done about. */
function usable(value: unknown): Message | null {
  try {
    return readMessage(value);
  } catch {
    return null;
  }
}

function object(value: unknown): Json {
  return value !== null && typeof value === "object" ? value as Json : {};
}
