import type { Sql } from "../db/mod.ts";
import { enqueue, type JobContext, type JobHandlerOptions } from "../jobs/mod.ts";
import { type Embedder, normalized, signatureOf } from "./embedder.ts";
import {
  noteSeen,
  selectUnseen,
  selectUnseenProjects,
  upsertEmbeddings,
} from "./embeddings_sql.ts";
import { keepLists } from "./lists.ts";

/** Passages in one request. */
const BATCH = 64;
/** How long one job embeds before it lets others have their turn. */
const TURN_MILLISECONDS = 60_000;

/** For `createWorker`: shows new passages to the embedding model. */
export function embedHandlers(
  sql: Sql,
  embedder: Embedder,
): { "knowledge.embed": JobHandlerOptions } {
  return { "knowledge.embed": { run: (job) => embedProject(sql, embedder, job) } };
}

/** Has a project's new passages embedded. */
export async function requestEmbedding(sql: Sql, projectId: string): Promise<void> {
  await enqueue(sql, projectId, { kind: "knowledge.embed", dedupeKey: "all" });
}

/** Has whatever the model has not seen embedded, in every project. */
export async function requestMissingEmbeddings(sql: Sql, embedder: Embedder): Promise<void> {
  for (const projectId of await selectUnseenProjects(sql, embedder.model)) {
    await requestEmbedding(sql, projectId);
  }
}

async function embedProject(sql: Sql, embedder: Embedder, job: JobContext): Promise<void> {
  const { projectId, signal } = job;
  const deadline = performance.now() + TURN_MILLISECONDS;
  for (;;) {
    signal.throwIfAborted();
    const unseen = await selectUnseen(sql, projectId, embedder.model, BATCH);
    if (unseen.length === 0) break;
    if (performance.now() > deadline) return await requestEmbedding(sql, projectId);
    const numbers = await embedder.embed(unseen.map(({ text }) => text), signal);
    const items = unseen.map(({ id, mark }, index) => {
      const embedding = normalized(numbers[index]!);
      return { id, mark, embedding, signature: signatureOf(embedding) };
    });
    await upsertEmbeddings(sql, projectId, embedder.model, items);
  }
  await noteSeen(sql, projectId, embedder.model);
  await keepLists(sql, projectId, embedder.model, signal);
}
