import { log } from "../log.ts";
import { randomFraction } from "../id.ts";
import { type Db, PostgresError, type Sql, type Tx } from "./connect.ts";

type Hook = () => void | Promise<void>;

/** How a transaction runs. */
export interface TransactionOptions {
  /** @default "read committed" */
  isolation?: "read committed" | "repeatable read" | "serializable";
  /** How often a deadlock or a conflict is tried again. @default 4 */
  retries?: number;
}

const hooks = new WeakMap<Db, Hook[]>();

// serialization_failure, deadlock_detected: the same work may succeed when done again.
const repeatable = new Set(["40001", "40P01"]);

/**
 * Runs `work` in a transaction: all of it is stored, or nothing. Given an open transaction it becomes
 * a part of that one (a savepoint). When the database ends it for a deadlock or a conflict, `work`
 * runs again from its beginning, so it may only change the database; the rest belongs in
 * {@link afterCommit}. Inside, use `tx` for every query: the pool's own handle would wait for another
 * connection.
 *
 * @returns what `work` returns, once it is committed
 * @throws what `work` throws, after rolling back
 */
export async function transaction<T>(
  db: Sql | Tx,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  if (!("begin" in db)) return await nested(db, work);
  const retries = options.retries ?? 4;
  for (let attempt = 0;; attempt++) {
    const collected: Hook[] = [];
    try {
      const result = await db.begin(
        `isolation level ${options.isolation ?? "read committed"}`,
        (tx) => {
          hooks.set(tx, collected);
          return boxed(work(tx));
        },
      ) as { value: T };
      await runHooks(collected);
      return result.value;
    } catch (error) {
      if (attempt >= retries || !isRepeatable(error)) throw error;
      await new Promise((resolve) =>
        setTimeout(resolve, 5 * 2 ** attempt * (1 + randomFraction()))
      );
    }
  }
}

/**
 * Has `hook` run once the transaction is committed, never otherwise. Hooks run in order and are
 * awaited before `transaction` returns, so keep them short; what one throws is logged only, because
 * the work itself is done.
 *
 * @throws when `tx` is not a transaction opened by {@link transaction}
 */
export function afterCommit(tx: Db, hook: Hook): void {
  const collected = hooks.get(tx);
  if (!collected) {
    throw new Error("Cannot add a hook: the transaction was not opened by transaction()");
  }
  collected.push(hook);
}

async function nested<T>(outer: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const parent = hooks.get(outer);
  const collected: Hook[] = [];
  const result = await outer.savepoint((tx) => {
    hooks.set(tx, collected);
    return boxed(work(tx));
  }) as { value: T };
  // Hooks of a part that was rolled back are dropped; the others wait for the whole.
  parent?.push(...collected);
  return result.value;
}

/** The driver awaits arrays item by item; in a box, the result arrives as it is. */
async function boxed<T>(result: Promise<T>): Promise<{ value: T }> {
  return { value: await result };
}

async function runHooks(collected: Hook[]): Promise<void> {
  for (const hook of collected) {
    try {
      await hook();
    } catch (error) {
      log.error("A step after a commit failed", { error });
    }
  }
}

function isRepeatable(error: unknown): boolean {
  return error instanceof PostgresError && repeatable.has(error.code);
}
