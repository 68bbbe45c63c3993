import type { Delivery } from "../contract/mod.ts";
import { messageOf } from "../errors.ts";
import { log } from "../log.ts";
import { isCredentialFault, sentenceOf } from "../sync/credential_fault.ts";
import { timeOf } from "../sync/engine.ts";
import { PauseRun } from "../sync/provider_fetch.ts";
import { needsAttention } from "./attention.ts";
import { type Exchange, type OpenConnection, openConnection } from "./exchange.ts";
import { restFor } from "./rest.ts";
import { openCached } from "./secret_cache.ts";
import { selectSocketRows, type SocketRow } from "./sockets_sql.ts";
import { storeDelivery } from "./store.ts";

/** How a socket is held. */
export interface HoldOptions {
  /** Before a socket that ended is opened again; doubles up to a minute. @default 1000 */
  restartMilliseconds?: number;
  /** Until an open socket is taken for working, and what came before it is looked for. @default 5000 */
  settledMilliseconds?: number;
}

const LONGEST_REST = 60_000;

/**
 * Keeps the socket of a connection open until `signal` aborts: opens it again when it ends, with
 * growing rests, and each time has a sync run look for what was said in between. Resolves early when
 * the connection is gone or its credentials do not do any more.
 */
export async function holdSocket(
  exchange: Exchange,
  held: SocketRow,
  signal: AbortSignal,
  { restartMilliseconds = 1_000, settledMilliseconds = 5_000 }: HoldOptions = {},
): Promise<void> {
  let rest = restartMilliseconds;
  while (!signal.aborted) {
    const round = new AbortController();
    const settled = setTimeout(() => {
      rest = restartMilliseconds;
      repair(exchange, held, signal);
    }, settledMilliseconds);
    let pause = 0;
    let open: OpenConnection | null = null;
    try {
      const both = AbortSignal.any([signal, round.signal]);
      open = await openConnection(exchange, held.project_id, held.id, both);
      if (open?.row.status !== "active" || !open.plugin.receive?.socket) return;
      await open.plugin.receive.socket(
        open.connection,
        (delivery) => deliver(exchange, held, delivery),
      );
    } catch (error) {
      if (signal.aborted) return;
      if (isCredentialFault(error)) {
        const { engine } = exchange;
        const sentence = sentenceOf(error, held.name);
        return await needsAttention(engine.sql, open?.row ?? held, sentence, timeOf(engine));
      }
      if (error instanceof PauseRun) pause = error.seconds * 1000;
      log.warn("A socket ended and is opened again", {
        reason: messageOf(error),
        connection_id: held.id,
      });
    } finally {
      clearTimeout(settled);
      round.abort(new Error("The socket ended"));
    }
    await restFor(Math.max(rest, pause), signal);
    rest = Math.min(rest * 2, LONGEST_REST);
  }
}

/**
 * Stores what came through a socket, also for other connections of the same account with the same
 * credentials: a provider sends each delivery through one of the sockets of an app.
 */
async function deliver(exchange: Exchange, held: SocketRow, delivery: Delivery): Promise<void> {
  const { engine } = exchange;
  const others = await selectSocketRows(engine.sql, [held.source]);
  const own = await openCached(engine, held);
  const sharing: SocketRow[] = [held];
  for (const other of others) {
    if (other.id === held.id || other.account_id !== held.account_id) continue;
    const secret = await openCached(engine, other).catch(() => null);
    if (isSameCredentials(own, secret)) sharing.push(other);
  }
  await storeDelivery(engine.sql, sharing, delivery, timeOf(engine));
}

/** Whether all fields that both credentials have are equal, and they have some. */
function isSameCredentials(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return false;
  const shared = Object.keys(one).filter((name) => other[name] !== undefined);
  return shared.length > 0 &&
    shared.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}

async function repair(exchange: Exchange, held: SocketRow, signal: AbortSignal): Promise<void> {
  try {
    const open = await openConnection(exchange, held.project_id, held.id, signal);
    await open?.connection.repair();
  } catch (error) {
    log.warn("What a socket may have missed cannot be looked for", {
      reason: messageOf(error),
      connection_id: held.id,
    });
  }
}
