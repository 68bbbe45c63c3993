import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { newId } from "../id.ts";
import { type Actor, ingest, requestHuman, updateSession } from "../sessions/mod.ts";
import { behavior } from "./behavior.ts";
import { chats } from "./chats.ts";
import { meetings } from "./meetings.ts";
import { conversationOf, type Sample } from "./sample.ts";
import { tickets } from "./tickets.ts";

const samples: Sample[] = [...chats, ...tickets, ...meetings, ...behavior];

/**
 * Fills a project with believable conversations of all sources, spread over the last thirty days.
 * What is there already stays as it is, so filling twice adds nothing.
 *
 * @returns how many sessions were added
 */
export async function fillWithSamples(
  sql: Sql,
  projectId: string,
  at: Date = now(),
): Promise<number> {
  let added = 0;
  for (const [key, sample] of samples.entries()) {
    if (await addSample(sql, projectId, sample, String(key + 1), at)) added++;
  }
  return added;
}

async function addSample(
  sql: Sql,
  projectId: string,
  sample: Sample,
  key: string,
  at: Date,
): Promise<boolean> {
  const conversation = conversationOf(sample, key, at);
  const last = conversation.messages.at(-1)!.at!;
  return await transaction(sql, async (tx) => {
    const scope = { projectId, source: sample.source };
    const [result] = await ingest(tx, scope, [conversation], last);
    if (result!.outcome !== "created") return false;
    const id = result!.sessionId;
    if (sample.needsHuman) await requestHuman(tx, projectId, id, sample.needsHuman, last);
    if (sample.takenOverBy) {
      const teammate: Actor = { id: newId("usr", last), name: sample.takenOverBy, kind: "person" };
      await updateSession(tx, projectId, id, { isHumanTakeover: true }, teammate, last);
    }
    if (sample.archived) {
      const actor: Actor = { id: null, kind: "api" };
      await updateSession(tx, projectId, id, { isArchived: true }, actor, last);
    }
    return true;
  });
}
