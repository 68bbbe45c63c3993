import { now } from "../clock.ts";
import type { Message, MessageSource } from "../contract/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { askAgent } from "./ask_agent.ts";
import { lockSession } from "./ingest_sql.ts";
import { addMessage } from "./message.ts";
import { changeOwner, setNeedsHuman } from "./ownership_sql.ts";
import { listMessages } from "./read_sql.ts";

/** A teammate acting on a session. */
export interface Teammate {
  id: string;
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
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const session = await lockSession(tx, projectId, sessionId);
    if (!session) throw notFound("Session");
    if (session.status === "closed") {
      throw conflict("The session is closed. Reopen it before taking it over.");
    }
    await changeOwner(tx, projectId, sessionId, teammate, at);
    await appendEvents(tx, projectId, [
      {
        type: "session.takeover",
        sessionId,
        data: { taken_over_by: teammate.id, name: teammate.name },
      },
    ], at);
  });
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
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const session = await lockSession(tx, projectId, sessionId);
    if (!session) throw notFound("Session");
    if (!session.is_human_takeover) return;
    await changeOwner(tx, projectId, sessionId, null, at);
    await appendEvents(tx, projectId, [
      { type: "session.takeover", sessionId, data: { taken_over_by: null } },
    ], at);
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
  at: Date = now(),
): Promise<Message> {
  return await transaction(sql, async (tx) => {
    const session = await lockSession(tx, projectId, sessionId);
    if (!session) throw notFound("Session");
    if (session.status === "closed") {
      throw conflict("The session is closed. Reopen it before answering.");
    }
    if (session.is_live) {
      await changeOwner(tx, projectId, sessionId, teammate, at);
      if (!session.is_human_takeover) {
        await appendEvents(tx, projectId, [{
          type: "session.takeover",
          sessionId,
          data: { taken_over_by: teammate.id, name: teammate.name },
        }], at);
      }
    }
    return await addMessage(tx, projectId, session, {
      id: newId("msg", at),
      senderType: "human_agent",
      senderName: teammate.name,
      senderId: teammate.id,
      content: text,
    }, at);
  });
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
