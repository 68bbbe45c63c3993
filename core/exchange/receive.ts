import type { RawDelivery, ReadDelivery, Receiver } from "../contract/mod.ts";
import { AppError, notFound } from "../errors.ts";
import { log } from "../log.ts";
import { type CandidateRow, selectCandidates } from "./candidates_sql.ts";
import type { Exchange } from "./exchange.ts";
import { openCached } from "./secret_cache.ts";
import { storeDelivery } from "./store.ts";

/** So many connections of one account are looked at; more would only be a way to slow us down. */
const MOST_CANDIDATES = 200;
/** When a provider should try again that was told we cannot store anything now. */
const RETRY_SECONDS = "20";

/**
 * Takes a delivery: finds out whose it may be, believes it only for connections whose credentials
 * verify it, and stores it for those that ask for it. Once this resolves, the delivery is safe.
 *
 * @param source the plugin's id
 * @returns what is to be answered: the text a provider's question asks for, else null
 * @throws {AppError} 404 without such a source, 400 for what is no delivery, 401 when it is not
 * genuine for any connection, 503 when it cannot be stored now
 */
export async function receiveDelivery(
  exchange: Exchange,
  source: string,
  raw: RawDelivery,
  at: Date,
): Promise<string | null> {
  const receiver = exchange.engine.plugins.get(source)?.receive;
  if (!receiver) throw notFound("Path");
  const read = readRaw(source, receiver, raw);
  try {
    const genuine = await verified(exchange, source, receiver, raw, read, at);
    if (genuine.length === 0) {
      throw new AppError("The signature is not that of any connection, or too old.", {
        code: "not_genuine",
        status: 401,
      });
    }
    if (read.answer !== undefined) return read.answer;
    if (read.delivery) await storeDelivery(exchange.engine.sql, genuine, read.delivery, at);
    return null;
  } catch (error) {
    if (error instanceof AppError) throw error;
    log.error("A delivery could not be stored", { error, source });
    throw new AppError("This cannot be stored now. Send it again in a moment.", {
      code: "unavailable",
      status: 503,
      headers: { "Retry-After": RETRY_SECONDS },
    });
  }
}

function readRaw(
  source: string,
  receiver: Receiver<unknown, unknown>,
  raw: RawDelivery,
): ReadDelivery {
  try {
    return receiver.read(raw);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Anybody can send nonsense: no line of the log for each, and nothing of what it said.
    log.debug("A delivery could not be read", { source });
    throw new AppError("This is no delivery of this source.", { code: "malformed", status: 400 });
  }
}

async function verified(
  { engine }: Exchange,
  source: string,
  receiver: Receiver<unknown, unknown>,
  raw: RawDelivery,
  { accounts }: ReadDelivery,
  at: Date,
): Promise<CandidateRow[]> {
  const candidates = await selectCandidates(engine.sql, source, accounts, MOST_CANDIDATES);
  const checks = candidates.map(async (candidate) => {
    try {
      return await receiver.verify(raw, await openCached(engine, candidate), at);
    } catch (error) {
      // Of one connection; the others may still know it.
      log.warn("A delivery could not be verified", { error, connection_id: candidate.id });
      return false;
    }
  });
  const isGenuine = await Promise.all(checks);
  return candidates.filter((_, index) => isGenuine[index]);
}
