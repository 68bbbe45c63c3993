import type { OutgoingSession, SessionTeammate } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { inert, readThreadEnd, takeoverNote } from "./direct_message_digest.ts";
import {
  type Absence,
  type DirectMessage,
  readDirectMessage,
  saveDirectMessage,
  saveThread,
} from "./direct_message_record.ts";
import { codeOf, refusal } from "./errors.ts";
import { replyPlace } from "./place.ts";
import { postOnce } from "./post_once.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/** Who has just written in the thread answers there and needs no direct message, in milliseconds. */
const JUST_NOW = 15 * 60_000;

/**
 * A session has another owner: the teammate gets it by direct message, whoever had it before is told
 * that it is theirs no more. Being called again changes nothing.
 *
 * @param teammate null: the agent has it again
 */
export async function ownerChanged(
  session: OutgoingSession,
  teammate: SessionTeammate | null,
  connection: SlackConnection,
): Promise<void> {
  const id = session.externalId;
  const known = await readDirectMessage(connection, id);
  const isSame = known !== null && isThem(known, teammate);
  if (isSame && (known.state === "open" || known.state === "none")) {
    if (known.teammate.id === teammate!.id) return;
    const email = teammate!.email ?? known.teammate.email;
    return await saveDirectMessage(connection, id, { ...known, teammate: { ...teammate!, email } });
  }
  if (known !== null && known.state !== "closed" && !isSame) {
    const reason = teammate
      ? `${inert(teammate.name)} has taken the conversation over. What you write here is not ` +
        "forwarded any more."
      : "The conversation was given back to the agent. What you write here is not forwarded any " +
        "more.";
    if (known.state === "open") await tellQuietly(connection, id, known, reason);
    await saveDirectMessage(connection, id, { ...known, state: "closed" });
  }
  if (!teammate || connection.settings.direct_messages === false) return;
  const opening: DirectMessage = isSame && known.state === "opening" ? known : {
    state: "opening",
    teammate,
    key: String(connection.now().getTime()),
    user: "",
    channel: "",
    root: "",
  };
  await saveDirectMessage(connection, id, opening);
  const opened = await open(session, opening, connection);
  await saveDirectMessage(connection, id, opened);
}

/** Whether it is the same person: some are known by an account, by an address, or by Slack alone. */
function isThem({ teammate: known, user }: DirectMessage, teammate: SessionTeammate | null) {
  if (!teammate) return false;
  const isSameAddress = !!known.email &&
    known.email.toLowerCase() === teammate.email?.toLowerCase();
  return isSameAddress || known.id === teammate.id ||
    (user !== "" && teammate.id === `slack:${user}`);
}

async function open(
  session: OutgoingSession,
  opening: DirectMessage,
  connection: SlackConnection,
): Promise<DirectMessage> {
  const { teammate, key } = opening;
  const none = (why: Absence): DirectMessage => ({ ...opening, state: "none", why });
  if (!teammate.email) return none("no_email");
  const workspace = await openWorkspace(connection);
  const user = await userByEmail(workspace, teammate.email);
  if (user === null) return none("not_found");
  const place = replyPlace(session.externalId);
  const end = await readThreadEnd(place, workspace);
  const wrote = end.lastOf(user)?.getTime() ?? 0;
  if (connection.now().getTime() - wrote < JUST_NOW) return { ...none("in_thread"), user };
  try {
    const answer = await workspace.client.conversations.open({ users: user });
    const channel = answer.channel!.id!;
    const note = await takeoverNote(session, teammate, end, { place, workspace, connection });
    const root = await postOnce(connection, `takeover:${session.externalId}:${key}`, {
      channel,
      ...note,
    });
    await saveThread(connection, channel, root, session.externalId);
    return { ...opening, state: "open", user, channel, root };
  } catch (error) {
    if (!cannotReach(error)) throw error;
    return { ...none("unreachable"), user };
  }
}

async function userByEmail({ client }: Workspace, email: string): Promise<string | null> {
  try {
    const { user } = await client.users.lookupByEmail({ email });
    return user?.id ?? null;
  } catch (error) {
    if (codeOf(error) === "users_not_found" || cannotReach(error)) return null;
    throw error;
  }
}

/** Direct messages are a comfort: a scope or a setting that forbids them stops nothing else. */
export function cannotReach(error: unknown): boolean {
  return codeOf(error) === "missing_scope" || refusal(error) !== null;
}

/** Says something in a direct message's thread once; a teammate who cannot be reached is passed over. */
export async function tellQuietly(
  connection: SlackConnection,
  sessionExternalId: string,
  { channel, root, key }: DirectMessage,
  text: string,
): Promise<void> {
  try {
    const note = `closed:${sessionExternalId}:${key}`;
    await postOnce(connection, note, { channel, thread: root, text });
  } catch (error) {
    if (!cannotReach(error)) throw error;
  }
}
