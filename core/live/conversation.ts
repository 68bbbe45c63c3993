import { currentDraft, type Draft } from "../agent/mod.ts";
import type { Message, ProjectEvent, Session } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import type { EventHub } from "../events/mod.ts";
import { log } from "../log.ts";
import { getMessage, getSession, listMessages, messagesBetween } from "../sessions/mod.ts";

/** How many of the newest messages a snapshot holds. */
const SNAPSHOT_MESSAGES = 500;

/** What a live reader of one conversation receives, in order. */
export type ConversationNews =
  | { type: "snapshot"; session: Session; messages: Message[]; draft: Draft | null }
  | { type: "message"; message: Message }
  | { type: "session"; session: Session }
  | { type: "deleted" }
  | { type: "draft" | "draft_end" | "typing"; data: Record<string, unknown> };

/**
 * Follows one conversation: first a snapshot, then everything new. Whoever reconnects gets a new
 * snapshot, so nothing depends on what was missed in between.
 *
 * @returns how to stop
 */
export async function followConversation(
  { sql, hub }: { sql: Sql; hub: EventHub },
  projectId: string,
  sessionId: string,
  tell: (news: ConversationNews) => void,
): Promise<() => void> {
  let stopped = false;
  /** The newest message of the snapshot: what it shows is not told again as news. */
  let shown = 0;
  // One after the other: the news of two events must not overtake each other while they are read.
  let chain: Promise<void> = Promise.resolve();
  const inOrder = (step: () => Promise<void> | void) => {
    chain = chain.then(() => (stopped ? undefined : step())).catch((error) =>
      log.warn("Cannot follow a conversation", { error, session_id: sessionId })
    );
  };
  const unsubscribe = await hub.subscribe(projectId, {
    onEvent: (event) => {
      if (event.session_id !== sessionId) return;
      inOrder(async () => {
        for (const news of await newsOf(sql, event)) {
          const isShown = event.type === "message.created" && news.type === "message" &&
            news.message.sequence <= shown;
          if (!isShown) tell(news);
        }
      });
    },
    onSignal: (signal) => {
      if (signal.sessionId !== sessionId) return;
      inOrder(() => tell({ type: signal.type, data: signal.data }));
    },
  });
  inOrder(async () => {
    const [session, messages, draft] = await Promise.all([
      getSession(sql, projectId, sessionId),
      listMessages(sql, projectId, sessionId, SNAPSHOT_MESSAGES),
      currentDraft(sql, projectId, sessionId),
    ]);
    shown = messages.at(-1)?.sequence ?? 0;
    if (session) tell({ type: "snapshot", session, messages, draft });
  });
  return () => {
    stopped = true;
    unsubscribe();
  };
}

async function newMessages(
  sql: Sql,
  projectId: string,
  sessionId: string,
  data: { from?: number; to?: number; message_ids?: string[] },
): Promise<Message[]> {
  if (data.from !== undefined && data.to !== undefined) {
    return await messagesBetween(sql, projectId, sessionId, data.from, data.to);
  }
  const ids = data.message_ids ?? [];
  const messages = await Promise.all(ids.map((id) => getMessage(sql, projectId, sessionId, id)));
  return messages.filter((message) => message !== null);
}

async function newsOf(sql: Sql, event: ProjectEvent): Promise<ConversationNews[]> {
  const { project_id: projectId, session_id: sessionId, type, data } = event;
  if (!sessionId) return [];
  if (type === "session.deleted") return [{ type: "deleted" }];
  if (type === "message.created") {
    const messages = await newMessages(sql, projectId, sessionId, data);
    return messages.map((message) => ({ type: "message", message }));
  }
  if (type === "message.updated") {
    const message = await getMessage(sql, projectId, sessionId, data.message_id as string);
    return message ? [{ type: "message", message }] : [];
  }
  const session = await getSession(sql, projectId, sessionId);
  return session ? [{ type: "session", session }] : [];
}
