import { now } from "../clock.ts";
import type { Records } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import { cleanJson } from "../text.ts";
import { deleteRecord, selectRecord, selectRecords, upsertRecord } from "./records_sql.ts";

/** No list of records is longer. */
const MOST_LISTED = 1_000;

/**
 * What a plugin remembers for a connection.
 *
 * @param sql the pool, or a transaction that the records are to be part of
 */
export function createRecords(
  sql: Db,
  projectId: string,
  connectionId: string,
  clock: () => Date = now,
): Records {
  const store = (kind: string, id: string, value: unknown, onlyNew: boolean) => {
    const json = JSON.stringify(cleanJson(value ?? null));
    return upsertRecord(sql, projectId, connectionId, { kind, id, json, onlyNew }, clock());
  };
  return {
    async get<Value>(kind: string, id: string) {
      const value = await selectRecord(sql, projectId, connectionId, kind, id);
      return (value ?? null) as Value | null;
    },
    set: async (kind, id, value) => void await store(kind, id, value, false),
    add: (kind, id, value) => store(kind, id, value, true),
    delete: (kind, id) => deleteRecord(sql, projectId, connectionId, kind, id),
    async list<Value>(kind: string, prefix = "") {
      const rows = await selectRecords(sql, projectId, connectionId, kind, prefix, MOST_LISTED);
      return rows as { id: string; value: Value }[];
    },
  };
}

/** Records that nobody will look for later: those of a preview. */
export function memoryRecords(): Records {
  const kinds = new Map<string, Map<string, unknown>>();
  const of = (kind: string) => {
    const known = kinds.get(kind) ?? new Map<string, unknown>();
    kinds.set(kind, known);
    return known;
  };
  return {
    get<Value>(kind: string, id: string) {
      return Promise.resolve((structuredClone(of(kind).get(id)) ?? null) as Value | null);
    },
    set(kind, id, value) {
      of(kind).set(id, structuredClone(value));
      return Promise.resolve();
    },
    add(kind, id, value) {
      if (of(kind).has(id)) return Promise.resolve(false);
      of(kind).set(id, structuredClone(value));
      return Promise.resolve(true);
    },
    delete(kind, id) {
      of(kind).delete(id);
      return Promise.resolve();
    },
    list<Value>(kind: string, prefix = "") {
      const found = [...of(kind)].filter(([id]) => id.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_LISTED)
        .map(([id, value]) => ({ id, value: structuredClone(value) as Value }));
      return Promise.resolve(found);
    },
  };
}
