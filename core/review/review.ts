import type { ModelSettings } from "../agent/mod.ts";
import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import type { JobHandlerOptions } from "../jobs/mod.ts";
import { openModel } from "./ask_model.ts";
import { fillReviews } from "./fill.ts";
import { type Asker, startReview, stepHandler } from "./run.ts";

/** The most sessions that one call may have reviewed. */
export const MOST_REVIEWS = 500;

/** The review of all projects. */
export interface Review {
  /** For `createWorker`. Better one of its own: what customers wait for must not wait for these. */
  handlers: Record<"review.step" | "review.fill", JobHandlerOptions>;
}

/** Makes the review. Nothing is loaded or contacted before a model is first asked. */
export function createReview(
  { sql, model }: { sql: Sql; model: ModelSettings | null },
): Review {
  return {
    handlers: {
      "review.step": stepHandler({ sql, model: model && openModel(model) }),
      "review.fill": { run: async (job) => void await fillReviews(sql, job.projectId) },
    },
  };
}

/**
 * Has many sessions reviewed, again or for the first time; ids the project does not have are passed
 * over.
 *
 * @returns the ids of the reviews, by session
 */
export async function reviewSessions(
  db: Sql | Tx,
  projectId: string,
  sessionIds: readonly string[],
  asker: Asker,
  at: Date = now(),
): Promise<Map<string, string>> {
  return await transaction(db, async (tx) => {
    const begun = new Map<string, string>();
    // In one order everywhere, so that two such calls cannot wait for each other.
    for (const id of [...new Set(sessionIds)].sort()) {
      try {
        const run = await startReview(tx, projectId, id, asker, at);
        if (run) begun.set(id, run);
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 404) throw error;
      }
    }
    return begun;
  });
}
