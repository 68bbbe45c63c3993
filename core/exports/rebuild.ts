import { searchWords } from "../customers/customer_model.ts";
import { recountCompanies, recountContacts } from "../customers/customers_sql.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { recountIfMarked } from "../issues/mod.ts";
import { normalize } from "../knowledge/words.ts";
import { searchParts } from "../sessions/search_document.ts";
import {
  customersAfter,
  insertPassageRows,
  markedIssues,
  markIssues,
  namesOfPlaces,
  type PassageRow,
  recountTerms,
  sessionsAfter,
  storeCustomerWords,
  storeSessionWords,
  textsOfSessions,
} from "./rebuild_sql.ts";

/** So many sessions are indexed in one transaction, unless they say more than so many bytes. */
const SESSIONS = 200;
const BYTES = 4_000_000;
/** How many customers are counted in one transaction. */
const CUSTOMERS = 500;
/** How many issues are asked for at once. */
const ISSUES = 200;

/** Makes the words by which imported customers are found. */
export async function indexCustomers(
  tx: Tx,
  projectId: string,
  table: "contacts" | "companies",
  lines: string[],
): Promise<void> {
  const customers = lines.map((line) => {
    const { id, name, email, domain } = JSON.parse(line) as Record<string, string | null>;
    return { id: id!, words: [...searchWords(name, email ?? domain), projectId] };
  });
  await storeCustomerWords(tx, projectId, table, customers);
}

/** Stores imported passages with their words. */
export async function insertPassageLines(
  tx: Tx,
  projectId: string,
  lines: string[],
): Promise<void> {
  const passages = lines.map((line) => JSON.parse(line) as PassageRow);
  const names = await namesOfPlaces(tx, projectId, passages);
  await insertPassageRows(
    tx,
    projectId,
    passages.map((passage) => {
      const { source_id, document_id } = passage;
      const place = document_id ? `${source_id}/${document_id}` : source_id;
      return {
        ...passage,
        indexed_heading: normalize(passage.heading),
        indexed_content: normalize(passage.content),
        name: normalize(names.get(place) ?? ""),
      };
    }),
  );
}

/**
 * Indexes the words of some sessions behind a place.
 *
 * @returns the last one, or null when there are none left
 */
export async function indexSessions(
  tx: Tx,
  projectId: string,
  after: string,
): Promise<string | null> {
  const found = await sessionsAfter(tx, projectId, after, SESSIONS);
  const ids: string[] = [];
  let bytes = 0;
  for (const { id, size } of found) {
    if (ids.length > 0 && bytes + size > BYTES) break;
    ids.push(id);
    bytes += size;
  }
  if (ids.length === 0) return null;
  const texts = await textsOfSessions(tx, projectId, ids);
  const parts = [...texts].flatMap(([session_id, said]) =>
    searchParts(said).map((part, index) => ({ session_id, part: index, ...part }))
  );
  await storeSessionWords(tx, projectId, ids, parts);
  return ids.at(-1)!;
}

/** Counts what is made of everything: customers' activity, words of knowledge, figures of issues. */
export async function rebuildFigures(
  sql: Sql,
  projectId: string,
  at: Date,
  signal?: AbortSignal,
): Promise<void> {
  await countCustomers(sql, projectId, "contacts", recountContacts, signal);
  await countCustomers(sql, projectId, "companies", recountCompanies, signal);
  await transaction(sql, async (tx) => {
    await recountTerms(tx, projectId);
    await markIssues(tx, projectId, at);
  });
  for (;;) {
    const ids = await markedIssues(sql, projectId, ISSUES);
    if (ids.length === 0) return;
    for (const id of ids) {
      signal?.throwIfAborted();
      await recountIfMarked(sql, projectId, id, at);
    }
  }
}

async function countCustomers(
  sql: Sql,
  projectId: string,
  table: "contacts" | "companies",
  count: (tx: Tx, projectId: string, ids: string[]) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  for (let after: string | undefined = "";;) {
    signal?.throwIfAborted();
    const ids: string[] = await customersAfter(sql, projectId, table, after, CUSTOMERS);
    after = ids.at(-1);
    if (after === undefined) return;
    await transaction(sql, (tx) => count(tx, projectId, ids));
  }
}
