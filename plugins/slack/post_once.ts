import type { KnownBlock } from "@slack/web-api";
import type { SlackConnection } from "./connection.ts";
import { clientOf } from "./identity.ts";
import { pace } from "./pace.ts";
import { tsBefore } from "./place.ts";
import { type Post, postsIn, postsOf } from "./posts.ts";

/** The mark on what we write to a teammate. */
const NOTE_MARK = "hissuno_note";
const KIND = "note";

/** Something we write to a teammate, in Slack's markup. */
export interface Note {
  channel: string;
  /** The thread it goes into; absent: it begins one. */
  thread?: string;
  text: string;
  blocks?: KnownBlock[];
}

/** What is known of a note: that it was begun, and its ts once it is there. */
interface KnownNote {
  since: number;
  ts?: string;
}

/**
 * Writes something once, however often it is asked for: what was begun before is looked for by its
 * mark.
 *
 * @param key names what is said and why, the same for each repetition
 * @returns its ts
 */
export async function postOnce(
  connection: SlackConnection,
  key: string,
  note: Note,
): Promise<string> {
  const { records } = connection;
  const since = connection.now().getTime();
  const isNew = await records.add(KIND, key, { since } satisfies KnownNote);
  const known = isNew ? null : await records.get<KnownNote>(KIND, key);
  if (known?.ts) return known.ts;
  const begun = known?.since ?? since;
  const ts = (isNew ? null : await findNote(connection, key, note, begun)) ??
    await post(connection, key, note);
  await records.set(KIND, key, { since: begun, ts } satisfies KnownNote);
  return ts;
}

async function post(connection: SlackConnection, key: string, note: Note): Promise<string> {
  const client = await clientOf(connection);
  await pace(connection, note.channel);
  const answer = await client.chat.postMessage({
    channel: note.channel,
    text: note.text,
    ...(note.blocks ? { blocks: note.blocks } : {}),
    ...(note.thread ? { thread_ts: note.thread } : {}),
    metadata: { event_type: NOTE_MARK, event_payload: { key } },
    unfurl_links: false,
    unfurl_media: false,
  });
  return answer.ts!;
}

async function findNote(
  connection: SlackConnection,
  key: string,
  { channel, thread }: Note,
  since: number,
): Promise<string | null> {
  const client = await clientOf(connection);
  const oldest = tsBefore(since, 120);
  const isIt = ({ mark }: Post) => mark?.type === NOTE_MARK && mark.payload.key === key;
  if (thread === undefined) return (await postsIn(client, channel, oldest)).find(isIt)?.ts ?? null;
  for await (const one of postsOf(client, { channel, thread }, oldest)) {
    if (isIt(one)) return one.ts;
  }
  return null;
}
