import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { type Actor, ingest, requestHuman, updateSession } from "../sessions/mod.ts";
import { addIssues, type StoredSample } from "./add_issues.ts";
import { behavior } from "./behavior.ts";
import { chats } from "./chats.ts";
import { meetings } from "./meetings.ts";
import { conversationOf, type Sample } from "./sample.ts";
import { tickets } from "./tickets.ts";

const samples: Sample[] = [...chats, ...tickets, ...meetings, ...behavior];

/**
 * Fills a project with believable conversations of all sources, spread over the last thirty days, and
 * with the issues they speak of. What is there already stays as it is: filling twice adds nothing.
 *
 * @returns how many sessions were added
 */
export async function fillWithSamples(
  sql: Sql,
  projectId: string,
  at: Date = now(),
): Promise<number> {
  const stored = await addSamples(sql, projectId, at);
  await transaction(sql, (tx) => addIssues(tx, projectId, stored));
  return stored.filter(({ isNew }) => isNew).length;
}

/** As {@link fillWithSamples}, with the conversations alone. */
export async function fillWithSessions(
  sql: Sql,
  projectId: string,
  at: Date = now(),
): Promise<number> {
  return (await addSamples(sql, projectId, at)).filter(({ isNew }) => isNew).length;
}

async function addSamples(sql: Sql, projectId: string, at: Date) {
  const stored: (StoredSample & { isNew: boolean })[] = [];
  for (const [index, sample] of samples.entries()) {
    stored.push(await addSample(sql, projectId, sample, String(index + 1), at));
  }
  return stored.filter(({ sessionId }) => sessionId !== "");
}

async function addSample(
  sql: Sql,
  projectId: string,
  sample: Sample,
  key: string,
  at: Date,
): Promise<StoredSample & { isNew: boolean }> {
  const conversation = conversationOf(sample, key, at);
  const last = conversation.messages.at(-1)!.at!;
  const said = conversation.messages.map(({ content }, index) => ({
    sequence: index + 1,
    content,
  }));
  return await transaction(sql, async (tx) => {
    const scope = { projectId, source: sample.source };
    const [result] = await ingest(tx, scope, [conversation], last);
    const id = result!.sessionId;
    const isNew = result!.outcome === "created";
    if (isNew) await bringToState(tx, projectId, id, sample, last);
    return { sessionId: id, at: last, said, isNew };
  });
}

async function bringToState(
  tx: Tx,
  projectId: string,
  sessionId: string,
  sample: Sample,
  last: Date,
): Promise<void> {
  if (sample.needsHuman) await requestHuman(tx, projectId, sessionId, sample.needsHuman, last);
  if (sample.takenOverBy) {
    const teammate: Actor = { id: newId("usr", last), name: sample.takenOverBy, kind: "person" };
    await updateSession(tx, projectId, sessionId, { isHumanTakeover: true }, teammate, last);
  }
  if (sample.archived) {
    const actor: Actor = { id: null, kind: "api" };
    await updateSession(tx, projectId, sessionId, { isArchived: true }, actor, last);
  }
}
