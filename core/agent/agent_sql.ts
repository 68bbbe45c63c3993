import type { Db, Tx } from "../db/mod.ts";

/** Seconds for which a writer holds an answer without a sign of life. */
const LEASE_SECONDS = 15;

/** An answer that is being written, as readers see it. */
export interface Draft {
  message_id: string;
  text: string;
}

/** Which answer of which session, and who writes it. */
export interface AnswerKey {
  projectId: string;
  sessionId: string;
  messageId: string;
  writer: string;
}

/** What became of an answer. */
export type AnswerStatus = "stored" | "dropped" | "silent";

/** What an answer came to. */
export type AnswerOutcome =
  | "answered"
  | "unknown"
  | "handed_over"
  | "failed"
  | "greeting"
  | "budget";

/**
 * Begins the answer of a session, or goes on with one whose writer is gone, under its id.
 *
 * @returns the id the message will have, or null while somebody else is writing
 */
export async function claimAnswer(
  tx: Tx,
  wanted: AnswerKey & { ownershipVersion: number; model: string | null },
  at: Date,
): Promise<string | null> {
  const { projectId, sessionId, writer, ownershipVersion } = wanted;
  const [open] = await tx<{ message_id: string; ownership_version: number; is_held: boolean }[]>`
    select message_id, ownership_version, lease_until > now() as is_held from agent_answers
    where project_id = ${projectId} and session_id = ${sessionId} and status = 'writing'
    for update`;
  if (open?.is_held) return null;
  if (open && open.ownership_version === ownershipVersion) {
    await tx`
      update agent_answers set writer = ${writer}, text = '', model = ${wanted.model},
        lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), updated_at = ${at}
      where project_id = ${projectId} and session_id = ${sessionId}
        and message_id = ${open.message_id}`;
    return open.message_id;
  }
  if (open) {
    await tx`
      update agent_answers set status = 'dropped', updated_at = ${at}
      where project_id = ${projectId} and session_id = ${sessionId}
        and message_id = ${open.message_id}`;
  }
  const rows = await tx`
    insert into agent_answers (project_id, session_id, message_id, ownership_version,
      answered_sequence, writer, lease_until, model, started_at, updated_at)
    values (${projectId}, ${sessionId}, ${wanted.messageId}, ${ownershipVersion}, 0, ${writer},
      now() + make_interval(secs => ${LEASE_SECONDS}), ${wanted.model}, ${at}, ${at})
    on conflict (project_id, session_id) where status = 'writing' do nothing
    returning message_id`;
  return rows.length > 0 ? wanted.messageId : null;
}

/**
 * Stores the text so far and extends the hold on it.
 *
 * @returns `lost` when another writer has it, `stopped` when the session is closed, gone or has
 * another owner by now
 */
export async function renewAnswer(
  db: Db,
  key: AnswerKey,
  text: string,
  at: Date,
): Promise<"held" | "lost" | "stopped"> {
  const [row] = await db<{ may_speak: boolean }[]>`
    update agent_answers answer set text = ${text}, updated_at = ${at},
      lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where project_id = ${key.projectId} and session_id = ${key.sessionId}
      and message_id = ${key.messageId} and writer = ${key.writer} and status = 'writing'
    returning exists (
      select 1 from sessions session
      where session.project_id = answer.project_id and session.id = answer.session_id
        and session.status = 'active' and not session.is_human_takeover
        and session.ownership_version = answer.ownership_version
    ) as may_speak`;
  return !row ? "lost" : row.may_speak ? "held" : "stopped";
}

/** Ends an answer; false when another writer has it by now. */
export async function finishAnswer(
  db: Db,
  key: AnswerKey,
  end: {
    status: AnswerStatus;
    outcome: AnswerOutcome | null;
    text: string;
    answeredSequence: number;
    promptTokens: number;
    completionTokens: number;
    costMicros: number;
    error: string | null;
  },
  at: Date,
): Promise<boolean> {
  const rows = await db`
    update agent_answers set status = ${end.status}, outcome = ${end.outcome}, text = ${end.text},
      answered_sequence = ${end.answeredSequence}, prompt_tokens = ${end.promptTokens},
      completion_tokens = ${end.completionTokens},
      cost_micros = ${end.costMicros}, error = ${end.error}, updated_at = ${at}
    where project_id = ${key.projectId} and session_id = ${key.sessionId}
      and message_id = ${key.messageId} and writer = ${key.writer} and status = 'writing'
    returning 1`;
  return rows.length > 0;
}

/** Gives an answer up so that another worker can go on with it at once. */
export async function releaseAnswer(db: Db, key: AnswerKey): Promise<void> {
  await db`
    update agent_answers set lease_until = now()
    where project_id = ${key.projectId} and session_id = ${key.sessionId}
      and message_id = ${key.messageId} and writer = ${key.writer} and status = 'writing'`;
}

/** Removes an answer that turned out not to be needed. */
export async function removeAnswer(db: Db, key: AnswerKey): Promise<void> {
  await db`
    delete from agent_answers
    where project_id = ${key.projectId} and session_id = ${key.sessionId}
      and message_id = ${key.messageId} and writer = ${key.writer} and status = 'writing'`;
}

/** The newest message that an answer of the agent covers, and what the last answer came to. */
export async function readAnswered(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<{ sequence: number; outcome: AnswerOutcome | null }> {
  const [row] = await db<{ sequence: number; outcome: AnswerOutcome | null }[]>`
    select answered_sequence as sequence, outcome from agent_answers
    where project_id = ${projectId} and session_id = ${sessionId} and status in ('stored', 'silent')
    order by answered_sequence desc limit 1`;
  return row ?? { sequence: 0, outcome: null };
}

/** The answer being written for a session right now; null when there is none, or its writer is gone. */
export async function currentDraft(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<Draft | null> {
  const [row] = await db<Draft[]>`
    select answer.message_id, answer.text from agent_answers answer
    join sessions session
      on session.project_id = answer.project_id and session.id = answer.session_id
    where answer.project_id = ${projectId} and answer.session_id = ${sessionId}
      and answer.status = 'writing' and answer.lease_until > now() and answer.text <> ''
      and session.status = 'active' and not session.is_human_takeover
      and session.ownership_version = answer.ownership_version`;
  return row ?? null;
}
