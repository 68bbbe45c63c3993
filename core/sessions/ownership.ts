import { now } from "../clock.ts";
import type { HandoffWay, Message, MessageSource } from "../contract/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { askAgent } from "./ask_agent.ts";
import { changeOwner, type NewOwner } from "./change_owner.ts";
import { lockSession } from "./ingest_sql.ts";
import { addMessage } from "./message.ts";
import { selectOwner, setNeedsHuman } from "./ownership_sql.ts";
import { listMessages } from "./read_sql.ts";

/** A teammate acting on a session. */
export interface Teammate {
  id: string;
  name: string;
}

/** A teammate as the place knows them where a session happens; some have no account here. */
export interface TeammateElsewhere {
  accountId: string | null;
  /** The id they have there. */
  externalId: string;
  name: string;
}

/**
 * A teammate takes the session over: the agent falls silent, also in the middle of an answer,
 * because its message is stored only under the ownership version it started with.
 *
 * @throws {AppError} 404, or 409 when the session is closed
 */
export async function takeOver(
  sql: Sql | Tx,
  projectId: string,
  sessionId: string,
  teammate: Teammate,
  via: HandoffWay = "dashboard",
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const session = await lockSession(tx, projectId, sessionId);
    if (!session) throw notFound("Session");
    if (session.status === "closed") {
      throw conflict("The session is closed. Reopen it before taking it over.");
    }
    await changeOwner(tx, projectId, sessionId, ownerOf(teammate), via, at);
  });
}

/**
 * As {@link takeOver}, for a teammate who acts where the session happens. Nothing changes when they
 * own it already, or when it is closed.
 *
 * @throws {AppError} 404
 */
export async function takeOverAs(
  tx: Tx,
  projectId: string,
  sessionId: string,
  teammate: TeammateElsewhere,
  via: HandoffWay,
  at: Date = now(),
): Promise<void> {
  const session = await lockSession(tx, projectId, sessionId);
  const known = await selectOwner(tx, projectId, sessionId);
  if (!session || !known) throw notFound("Session");
  const owner = ownerElsewhere(known.source, teammate);
  const owns = session.is_human_takeover && known.taken_over_by === owner.id;
  if (owns || session.status === "closed") return;
  await changeOwner(tx, projectId, sessionId, owner, via, at);
}

/**
 * Gives the session back to the agent, which answers when the customer wrote last.
 *
 * @throws {AppError} 404
 */
export async function handBack(
  sql: Sql | Tx,
  projectId: string,
  sessionId: string,
  via: HandoffWay = "dashboard",
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const session = await lockSession(tx, projectId, sessionId);
    if (!session) throw notFound("Session");
    if (!session.is_human_takeover) return;
    await changeOwner(tx, projectId, sessionId, null, via, at);
    const last = (await listMessages(tx, projectId, sessionId, 1)).at(-1);
    if (session.is_live && session.status === "active" && last?.sender_type === "user") {
      await askAgent(tx, projectId, sessionId);
    }
  });
}

/**
 * A teammate answers. Answering is taking over: the agent does not speak into it.
 *
 * @throws {AppError} 404, 409 when the session is closed, 400 for an empty text
 */
export async function reply(
  sql: Sql | Tx,
  projectId: string,
  sessionId: string,
  teammate: Teammate,
  text: string,
  via: HandoffWay = "dashboard",
  at: Date = now(),
): Promise<Message> {
  return await transaction(
    sql,
    (tx) => replyOf(tx, projectId, sessionId, () => ownerOf(teammate), text, via, at),
  );
}

/**
 * As {@link reply}, for a teammate who wrote it elsewhere: it is sent into the conversation.
 *
 * @throws {AppError} as {@link reply}
 */
export async function replyAs(
  tx: Tx,
  projectId: string,
  sessionId: string,
  teammate: TeammateElsewhere,
  text: string,
  via: HandoffWay,
  at: Date = now(),
): Promise<Message> {
  const owner = (source: string) => ownerElsewhere(source, teammate);
  return await replyOf(tx, projectId, sessionId, owner, text, via, at);
}

async function replyOf(
  tx: Tx,
  projectId: string,
  sessionId: string,
  ownerIn: (source: string) => NewOwner & { name: string },
  text: string,
  via: HandoffWay,
  at: Date,
): Promise<Message> {
  const session = await lockSession(tx, projectId, sessionId);
  const known = await selectOwner(tx, projectId, sessionId);
  if (!session || !known) throw notFound("Session");
  if (session.status === "closed") {
    throw conflict("The session is closed. Reopen it before answering.");
  }
  const owner = ownerIn(known.source);
  if (session.is_live) await changeOwner(tx, projectId, sessionId, owner, via, at);
  return await addMessage(tx, projectId, session, {
    id: newId("msg", at),
    senderType: "human_agent",
    senderName: owner.name,
    senderId: owner.accountId,
    content: text,
  }, at);
}

const ownerOf = ({ id, name }: Teammate) => ({ id, accountId: id, name });

/** Who has no account is known by the id they have at the source, so that they stay themselves. */
function ownerElsewhere(source: string, teammate: TeammateElsewhere) {
  const { accountId, externalId, name } = teammate;
  return { id: accountId ?? `${source}:${externalId}`, accountId, name };
}

/** An answer of the agent, about to be stored. */
export interface AgentAnswer {
  id: string;
  content: string;
  sources: MessageSource[];
}

/**
 * Stores the agent's answer if it may still speak: the session is active, nobody took it over, and
 * its ownership version is the one the answer was begun under.
 *
 * @returns null when it may not; nothing is stored then
 */
export async function storeAnswer(
  tx: Tx,
  projectId: string,
  sessionId: string,
  ownershipVersion: number,
  answer: AgentAnswer,
  at: Date = now(),
): Promise<Message | null> {
  const session = await lockSession(tx, projectId, sessionId);
  const maySpeak = session && session.status === "active" && !session.is_human_takeover &&
    session.ownership_version === ownershipVersion;
  if (!maySpeak) return null;
  return await addMessage(tx, projectId, session, { ...answer, senderType: "ai" }, at);
}

/**
 * Flags a session as waiting for a person, with the reason the dashboard shows.
 *
 * @throws {AppError} 404
 */
export async function requestHuman(
  tx: Tx,
  projectId: string,
  sessionId: string,
  reason: string,
  at: Date = now(),
): Promise<void> {
  const known = await setNeedsHuman(tx, projectId, sessionId, cleanText(reason).slice(0, 500), at);
  if (!known) throw new AppError("Session not found.", { code: "not_found", status: 404 });
  await appendEvents(tx, projectId, [
    { type: "session.updated", sessionId, data: { needs_human: reason } },
  ], at);
}
