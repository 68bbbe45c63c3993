import {
  CredentialError,
  type LiveConnection,
  type OutgoingSession,
  ProviderError,
  RefusedReply,
  type Replies,
} from "../contract/mod.ts";
import { messageOf } from "../errors.ts";
import { PauseRun } from "../sync/mod.ts";
import type { OutboxOptions } from "./outbox.ts";
import type { SendingSession } from "./outbox_sql.ts";

/** A session's plugin and connection, ready to be called. */
export interface Opened {
  /** The provider's name. */
  name: string;
  replies: Replies<unknown, unknown>;
  connection: LiveConnection;
}

/**
 * Opens the connection of a session.
 *
 * @returns null when it is gone, or its plugin sends nothing
 * @throws {CredentialError} when its credentials cannot be read
 */
export async function openFor(
  options: OutboxOptions,
  projectId: string,
  session: SendingSession,
  signal: AbortSignal,
): Promise<Opened | null> {
  const plugin = options.plugins.get(session.source);
  if (!plugin?.replies) return null;
  const connection = await options.open(projectId, session.connection_id, signal);
  return connection && { name: plugin.manifest.name, replies: plugin.replies, connection };
}

/** A session as plugins see it. */
export function outgoing(session: SendingSession): OutgoingSession {
  return { id: session.id, externalId: session.external_id, name: session.name };
}

/** What is to be done about an error of a provider. */
export type Verdict =
  /** Nothing goes out before somebody enters the credentials again. */
  | { kind: "credentials"; sentence: string }
  /** The same will never be taken. */
  | { kind: "refused"; sentence: string }
  /** It asks to wait. */
  | { kind: "wait"; seconds: number }
  /** It may go through later. */
  | { kind: "failed"; sentence: string };

/** Judges what a plugin threw. Sentences are for people. */
export function judge(error: unknown, name: string): Verdict {
  if (error instanceof CredentialError) return { kind: "credentials", sentence: error.message };
  if (error instanceof ProviderError && error.status === 401) {
    const sentence = `${name} does not accept the credentials any more. Enter them again.`;
    return { kind: "credentials", sentence };
  }
  if (error instanceof RefusedReply) return { kind: "refused", sentence: error.message };
  if (error instanceof PauseRun) return { kind: "wait", seconds: error.seconds };
  const reason = messageOf(error).replace(/\.$/, "").slice(0, 500);
  return { kind: "failed", sentence: `${name} did not take it: ${reason}.` };
}
