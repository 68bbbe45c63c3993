import type { Db } from "../db/mod.ts";
import type { ReviewUsage } from "./budget.ts";

/** Adds what a step used to its project's day; call it last in a transaction. */
export async function chargeReview(
  db: Db,
  projectId: string,
  used: { promptTokens: number; completionTokens: number },
  at: Date,
): Promise<void> {
  const { promptTokens, completionTokens } = used;
  if (promptTokens + completionTokens === 0) return;
  await db`
    insert into review_usage as kept (project_id, day, prompt_tokens, completion_tokens)
    values (${projectId}, ${dayOf(at)}, ${promptTokens}, ${completionTokens})
    on conflict (project_id, day) do update set
      prompt_tokens = kept.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = kept.completion_tokens + excluded.completion_tokens`;
}

/** Counts a step that went without a model because the budget was spent. */
export async function noteSpent(db: Db, projectId: string, at: Date): Promise<void> {
  await db`
    insert into review_usage as kept (project_id, day, refused, spent_at)
    values (${projectId}, ${dayOf(at)}, 1, ${at})
    on conflict (project_id, day) do update set
      refused = kept.refused + 1, spent_at = coalesce(kept.spent_at, excluded.spent_at)`;
}

/** What the reviews of a project used today; zeros when nothing. */
export async function reviewUsage(db: Db, projectId: string, at: Date): Promise<ReviewUsage> {
  const [row] = await db<ReviewUsage[]>`
    select prompt_tokens::float8 as "promptTokens", completion_tokens::float8 as "completionTokens",
      refused, spent_at as "spentAt"
    from review_usage where project_id = ${projectId} and day = ${dayOf(at)}`;
  return row ?? { promptTokens: 0, completionTokens: 0, refused: 0, spentAt: null };
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
