import type { Db } from "../db/mod.ts";
import { costMicros, dayOf, type Prices, type Used } from "./budget.ts";

/** What one day came to. */
export interface DayUsage extends Used {
  /** As `2026-01-31`, in UTC. */
  day: string;
  answers: number;
  replays: number;
  refused: number;
  /** When the budget was first found to be spent. */
  spentAt: Date | null;
}

/** Adds what an answer used to its project's day; call it last in the answer's transaction. */
export async function chargeUsage(
  db: Db,
  projectId: string,
  used: Used & { answers?: number; replays?: number },
  at: Date,
): Promise<void> {
  const { promptTokens, completionTokens, costMicros, answers = 0, replays = 0 } = used;
  if (promptTokens + completionTokens + answers + replays === 0) return;
  await db`
    insert into agent_usage as kept
      (project_id, day, answers, replays, prompt_tokens, completion_tokens, cost_micros)
    values (${projectId}, ${dayOf(at)}, ${answers}, ${replays}, ${promptTokens},
      ${completionTokens}, ${costMicros})
    on conflict (project_id, day) do update set
      answers = kept.answers + excluded.answers,
      replays = kept.replays + excluded.replays,
      prompt_tokens = kept.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = kept.completion_tokens + excluded.completion_tokens,
      cost_micros = kept.cost_micros + excluded.cost_micros`;
}

/** Counts a question that was handed over because the budget was spent. */
export async function noteRefused(db: Db, projectId: string, at: Date): Promise<void> {
  await db`
    insert into agent_usage as kept (project_id, day, refused, spent_at)
    values (${projectId}, ${dayOf(at)}, 1, ${at})
    on conflict (project_id, day) do update set
      refused = kept.refused + 1, spent_at = coalesce(kept.spent_at, excluded.spent_at)`;
}

const columns = (db: Db) =>
  db`to_char(day, 'YYYY-MM-DD') as day, answers, replays, refused, spent_at as "spentAt",
    prompt_tokens::float8 as "promptTokens", completion_tokens::float8 as "completionTokens",
    cost_micros::float8 as "costMicros"`;

/** What a project has used today; zeros when nothing. */
export async function usageOfDay(db: Db, projectId: string, at: Date): Promise<DayUsage> {
  const day = dayOf(at);
  const [row] = await db<DayUsage[]>`
    select ${columns(db)} from agent_usage where project_id = ${projectId} and day = ${day}`;
  return row ?? { ...empty, day };
}

/** The days up to now, newest first; days without any use are there with zeros. */
export async function usageOfDays(
  db: Db,
  projectId: string,
  days: number,
  at: Date,
): Promise<DayUsage[]> {
  const dates = Array.from(
    { length: days },
    (_, back) => dayOf(new Date(at.getTime() - back * 86_400_000)),
  );
  const rows = await db<DayUsage[]>`
    select ${columns(db)} from agent_usage
    where project_id = ${projectId} and day >= ${dates.at(-1)!} and day <= ${dates[0]!}`;
  return dates.map((day) => rows.find((row) => row.day === day) ?? { ...empty, day });
}

/** What the agent used for one session, over all its answers. */
export async function usageOfSession(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<Used & { answers: number }> {
  const [row] = await db<(Used & { answers: number })[]>`
    select count(*)::int as answers,
      coalesce(sum(prompt_tokens), 0)::float8 as "promptTokens",
      coalesce(sum(completion_tokens), 0)::float8 as "completionTokens",
      coalesce(sum(cost_micros), 0)::float8 as "costMicros"
    from agent_answers
    where project_id = ${projectId} and session_id = ${sessionId} and status <> 'writing'`;
  return row!;
}

/** What a model's tokens cost at these prices, with the tokens. */
export function priced(
  prices: Prices | null,
  model: string | null,
  tokens: { promptTokens: number; completionTokens: number },
): Used {
  return { ...tokens, costMicros: costMicros(prices, model, tokens) };
}

const empty = {
  answers: 0,
  replays: 0,
  refused: 0,
  spentAt: null,
  promptTokens: 0,
  completionTokens: 0,
  costMicros: 0,
};
