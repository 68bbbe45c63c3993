import { newId, randomFraction } from "../id.ts";
import { log } from "../log.ts";
import type { Exchange } from "./exchange.ts";
import { type HoldOptions, holdSocket } from "./hold_socket.ts";
import { restFor } from "./rest.ts";
import { openCached } from "./secret_cache.ts";
import {
  extendLeases,
  releaseLease,
  selectSocketRows,
  type SocketRow,
  takeLease,
} from "./sockets_sql.ts";

/** How sockets are shared out among replicas. */
export interface SocketOptions extends HoldOptions {
  /** How long a dead replica's sockets wait for another one. @default 15 */
  leaseSeconds?: number;
  /** How often is looked for sockets that nobody holds. @default 3000 */
  pollMilliseconds?: number;
}

/** The sockets of one process. */
export interface Sockets {
  start(): void;
  /** Closes all of them and gives the leases back, so that another replica goes on at once. */
  stop(): Promise<void>;
}

/** How long a socket may take to close. */
const CLOSE_MILLISECONDS = 5_000;

interface Held {
  row: SocketRow;
  abort: AbortController;
  /** Aborts when it has ended, by itself or not. */
  ended: AbortController;
}

/**
 * Holds the sockets of connections whose providers cannot reach us: of any number of replicas, one
 * each, under a lease. A lease that cannot be prolonged in time is taken for lost.
 */
export function createSockets(exchange: Exchange, options: SocketOptions = {}): Sockets {
  const { engine } = exchange;
  const { sql } = engine;
  const { leaseSeconds = 15, pollMilliseconds = 3_000 } = options;
  const sources = [...engine.plugins.values()].filter(({ receive }) => receive?.socket)
    .map(({ manifest }) => manifest.id);
  const owner = newId("lease");
  const held = new Map<string, Held>();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;
  let extendedAt = performance.now();

  async function look(): Promise<void> {
    const wanted = new Map<string, SocketRow>();
    for (const row of await selectSocketRows(sql, sources)) {
      if (await wantsSocket(row)) wanted.set(row.id, row);
    }
    // Ended by itself, not wanted, or with other credentials or settings: those are opened anew.
    const isOver = ({ row, ended }: Held) => {
      const now = wanted.get(row.id);
      return ended.signal.aborted || !now || now.secret !== row.secret ||
        !isSame(now.settings, row.settings);
    };
    await Promise.all([...held.values()].filter(isOver).map(({ row }) => close(row.id)));
    for (const row of wanted.values()) {
      if (held.has(row.id) || stopping.signal.aborted) continue;
      if (await takeLease(sql, row.project_id, row.id, owner, leaseSeconds)) open(row);
    }
  }

  async function wantsSocket(row: SocketRow): Promise<boolean> {
    const receiver = engine.plugins.get(row.source)?.receive;
    try {
      const secret = await openCached(engine, row);
      return receiver?.wantsSocket?.(row.settings, secret) ?? false;
    } catch {
      // Credentials that cannot be read are told of where somebody asks for them.
      return false;
    }
  }

  function open(row: SocketRow): void {
    const abort = new AbortController();
    const ended = new AbortController();
    holdSocket(exchange, row, abort.signal, options)
      .catch((error) => log.error("A socket cannot be held", { error, connection_id: row.id }))
      .finally(() => ended.abort());
    held.set(row.id, { row, abort, ended });
  }

  async function close(id: string, why = "The socket is not wanted any more"): Promise<void> {
    const one = held.get(id);
    if (!one) return;
    one.abort.abort(new Error(why));
    await restFor(CLOSE_MILLISECONDS, one.ended.signal);
    held.delete(id);
    await releaseLease(sql, one.row.project_id, id, owner);
  }

  async function extend(): Promise<void> {
    const begun = performance.now();
    if (held.size > 0) {
      const kept = new Set(await extendLeases(sql, owner, leaseSeconds));
      for (const id of held.keys()) if (!kept.has(id)) drop(id);
    }
    extendedAt = begun;
  }

  /** Without the database: the lease is another's by now. */
  function drop(id: string): void {
    held.get(id)?.abort.abort(new Error("Another process has taken over the socket"));
    held.delete(id);
  }

  async function run(): Promise<void> {
    const beat = Math.min(pollMilliseconds, leaseSeconds * 1_000 / 3);
    let lookedAt = -Infinity;
    while (!stopping.signal.aborted) {
      try {
        await extend();
        if (performance.now() - lookedAt >= pollMilliseconds * (0.75 + randomFraction() / 2)) {
          await look();
          lookedAt = performance.now();
        }
      } catch (error) {
        log.warn("Sockets cannot be looked after", { error });
        const isLost = performance.now() - extendedAt > leaseSeconds * 1_000;
        if (isLost) { for (const id of [...held.keys()]) drop(id); }
      }
      await restFor(beat, stopping.signal);
    }
  }

  return {
    start() {
      if (sources.length > 0) loop ??= run();
    },
    async stop() {
      stopping.abort();
      await loop;
      const why = "The process is stopping";
      await Promise.all(
        [...held.keys()].map((id) =>
          close(id, why).catch((error) =>
            log.warn("A socket's lease was not given back", { error })
          )
        ),
      );
    },
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
