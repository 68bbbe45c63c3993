import type { Message, OutgoingMessage } from "../contract/mod.ts";
import { transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { backoff, type JobContext, RetryLater } from "../jobs/mod.ts";
import { log } from "../log.ts";
import { now } from "../clock.ts";
import { getMessage } from "../sessions/mod.ts";
import { needsAttention } from "./attention.ts";
import { judge, type Opened, openFor, outgoing } from "./connection.ts";
import { abandon, tellChange } from "./fail.ts";
import type { OutboxOptions } from "./outbox.ts";
import {
  beginAttempt,
  deleteOperation,
  deleteOperationsOf,
  noteFailure,
  noteSent,
  type Operation,
  selectNextOperation,
  selectSendingSession,
  type SendingSession,
} from "./outbox_sql.ts";
import { deleteStream, selectStream } from "./streams_sql.ts";

/** How often a provider may fail at one thing before a person has to say "again". */
export const TRIES = 10;
/** Seconds before the second try; they double, so that ten tries take about half an hour. */
const FIRST_WAIT = 2;
/** How often it is looked whether a shown answer has ended, in milliseconds. */
const LOOK = 50;

/**
 * The job `source.send`: does what waits in a session, in order, one thing after another. What the
 * credentials forbid stays; it goes out when they are entered again.
 *
 * @throws {RetryLater} when the provider failed in passing or asks to wait
 */
export async function sendQueued(options: OutboxOptions, job: JobContext): Promise<void> {
  const { sql } = options;
  const { projectId } = job;
  const sessionId = job.payload.session_id as string;
  let opened: Opened | null | undefined;
  while (true) {
    job.signal.throwIfAborted();
    const session = await selectSendingSession(sql, projectId, sessionId);
    const operation = session && await selectNextOperation(sql, projectId, sessionId);
    if (!session || !operation || session.connection_status === "needs_attention") return;
    const name = options.plugins.get(session.source)?.manifest.name ?? session.source;
    try {
      opened ??= await openFor(options, projectId, session, job.signal);
      if (!opened) {
        const sentence = `${name} is not connected any more.`;
        await abandon(sql, projectId, session, operation, sentence);
        continue;
      }
      await perform(options, { projectId, session, operation, opened }, job.signal);
    } catch (error) {
      if (job.signal.aborted) throw error;
      const verdict = judge(error, name);
      if (verdict.kind === "wait") throw new RetryLater(verdict.seconds, `${name} asks to wait`);
      if (verdict.kind === "credentials") {
        await needsAttention(options, projectId, session.connection_id, opened, verdict.sentence);
        return await tellChange(sql, projectId, sessionId, operation.message_id);
      }
      if (verdict.kind === "refused" || operation.failures + 1 >= TRIES) {
        await abandon(sql, projectId, session, operation, verdict.sentence);
        continue;
      }
      await noteFailure(sql, projectId, sessionId, operation, verdict.sentence);
      if (operation.failures === 0) {
        await tellChange(sql, projectId, sessionId, operation.message_id);
      }
      throw new RetryLater(backoff(operation.failures + 1, FIRST_WAIT), verdict.sentence);
    }
  }
}

interface Work {
  projectId: string;
  session: SendingSession;
  operation: Operation;
  opened: Opened;
}

async function perform(options: OutboxOptions, work: Work, signal: AbortSignal): Promise<void> {
  const { sql } = options;
  const { projectId, session, operation, opened } = work;
  if (operation.operation === "send") return await send(options, work, signal);
  const { message_id: messageId, external_id: externalId } = operation;
  const done = () => deleteOperation(sql, projectId, session.id, operation);
  // It never arrived: there is nothing to change or remove there.
  if (externalId === null) return await done();
  const { replies, connection, name } = opened;
  if (operation.operation === "delete") {
    if (!replies.delete) log.warn("What was sent cannot be deleted", { source: session.source });
    await replies.delete?.(outgoing(session), externalId, connection);
    return await deleteOperationsOf(sql, projectId, session.id, messageId);
  }
  if (!replies.edit) {
    const sentence = `${name} cannot change what was sent.`;
    return await abandon(sql, projectId, session, operation, sentence);
  }
  if (await beginAttempt(sql, projectId, session.id, operation) === null) return;
  // Read after the attempt was counted: a change from now on queues another operation.
  const message = await getMessage(sql, projectId, session.id, messageId);
  if (!message) return await done();
  const text = { ...outgoingMessage(message), externalId };
  await replies.edit(outgoing(session), text, connection);
  await done();
  await tellChange(sql, projectId, session.id, messageId);
}

async function send(options: OutboxOptions, work: Work, signal: AbortSignal): Promise<void> {
  const { sql } = options;
  const { projectId, operation, opened: { replies, connection } } = work;
  const { message_id: messageId } = operation;
  const sessionId = work.session.id;
  await closed(options, projectId, sessionId, messageId, signal);
  const attempt = await beginAttempt(sql, projectId, sessionId, operation);
  if (attempt === null) return;
  // Read after the attempt was counted: a change from now on is an operation of its own.
  const [message, session] = await Promise.all([
    getMessage(sql, projectId, sessionId, messageId),
    selectSendingSession(sql, projectId, sessionId),
  ]);
  if (!session) return;
  if (!message && operation.content === null) {
    return await deleteOperation(sql, projectId, sessionId, operation);
  }
  if (message?.sender_type === "ai" && session.is_human_takeover) {
    const owner = session.taken_over_name ?? "A teammate";
    const sentence = attempt === 1
      ? `${owner} took over before the agent's answer was sent.`
      : `${owner} took over while the agent's answer was being sent; it may have arrived.`;
    return await abandon(sql, projectId, session, operation, sentence);
  }
  const text = message
    ? outgoingMessage(message)
    : withdrawnMessage(messageId, operation.content ?? "");
  const { externalId } = await replies.send(outgoing(session), text, connection, attempt);
  const at = now();
  await transaction(sql, async (tx) => {
    await noteSent(tx, projectId, sessionId, operation, externalId, at);
    await deleteStream(tx, projectId, sessionId, messageId);
    await appendEvents(tx, projectId, [{
      type: "message.updated",
      sessionId,
      data: { message_id: messageId },
    }], at);
  });
}

/** Waits until nothing is written any more to the answer as it is shown, unless its writer is gone. */
async function closed(
  { sql, closingMilliseconds = 10_000 }: OutboxOptions,
  projectId: string,
  sessionId: string,
  messageId: string,
  signal: AbortSignal,
): Promise<void> {
  for (const begin = performance.now(); performance.now() - begin < closingMilliseconds + 2_000;) {
    signal.throwIfAborted();
    const stream = await selectStream(sql, projectId, sessionId, messageId);
    if (!stream || stream.isClosed) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

function outgoingMessage(message: Message): OutgoingMessage {
  const { id, sender_name: senderName, content, sources, external_id: externalId } = message;
  const senderType = message.sender_type === "ai" ? "ai" : "human_agent";
  return { id, senderType, senderName, content, sources, externalId };
}

/** A teammate's message that was deleted here: only to find it there, and to remove it after. */
function withdrawnMessage(id: string, content: string): OutgoingMessage {
  const senderType = "human_agent";
  return { id, senderType, senderName: null, content, sources: [], externalId: null };
}
