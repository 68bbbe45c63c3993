import type { Db, Tx } from "../db/mod.ts";
import { APPEND_BYTES, type SearchPart, searchParts } from "./search_document.ts";

/**
 * Stores the words of a new session. Each document also holds the project's id as a word, so that
 * the index itself keeps projects apart (docs/decisions/0004-search.md).
 */
export async function insertSearchParts(
  tx: Tx,
  projectId: string,
  sessionId: string,
  parts: SearchPart[],
  firstPart = 0,
): Promise<void> {
  if (parts.length === 0) return;
  await tx`
    insert into session_search (project_id, session_id, part, size, document)
    select ${projectId}, ${sessionId}, ${firstPart} + item.place::int - 1, item.size,
      to_tsvector('simple', item.text) || array_to_tsvector(array[${projectId}])
    from unnest(${parts.map(({ size }) => size)}::int[], ${parts.map(({ text }) => text)}::text[])
      with ordinality as item(size, text, place)`;
}

/** Adds words to a session that has some, in its last part while that is small. */
export async function appendSearchText(
  tx: Tx,
  projectId: string,
  sessionId: string,
  texts: string[],
): Promise<void> {
  const parts = searchParts(texts);
  const first = parts[0];
  if (!first) return;
  const [last] = await tx<{ part: number; size: number }[]>`
    select part, size from session_search
    where project_id = ${projectId} and session_id = ${sessionId}
    order by part desc limit 1`;
  if (last && last.size + first.size <= APPEND_BYTES) {
    await tx`
      update session_search
      set document = document || to_tsvector('simple', ${first.text}), size = size + ${first.size}
      where project_id = ${projectId} and session_id = ${sessionId} and part = ${last.part}`;
    parts.shift();
  }
  await insertSearchParts(tx, projectId, sessionId, parts, last ? last.part + 1 : 0);
}

/** Makes all words of a session anew, after a name, a contact or a message changed. */
export async function rebuildSearch(tx: Tx, projectId: string, sessionId: string): Promise<void> {
  const [head] = await tx<{ texts: string[] }[]>`
    select array_remove(array[session.name, session.description, contact.name, contact.email,
      session.user_metadata ->> 'name', session.user_metadata ->> 'email'], null) as texts
    from sessions session left join contacts contact
      on contact.project_id = session.project_id and contact.id = session.contact_id
    where session.project_id = ${projectId} and session.id = ${sessionId}`;
  const messages = await tx<{ content: string }[]>`
    select content from messages
    where project_id = ${projectId} and session_id = ${sessionId} order by sequence`;
  await tx`
    delete from session_search where project_id = ${projectId} and session_id = ${sessionId}`;
  const texts = [...new Set(head?.texts ?? []), ...messages.map(({ content }) => content)];
  await insertSearchParts(tx, projectId, sessionId, searchParts(texts));
}

/**
 * What the reader typed, as a query: words, "phrases" and -exclusions as search engines know them.
 * A word of three letters or more also finds what begins with it.
 *
 * @returns null when nothing searchable is left
 */
export async function parseQuery(sql: Db, search: string): Promise<string | null> {
  // PostgreSQL refuses words of 2 KB; whatever begins with the cut one is found all the same.
  const short = search.toLowerCase().replace(
    /[^\s"]{401,}/g,
    (word) => word.slice(0, 400).toWellFormed(),
  );
  const [row] = await sql<{ query: string }[]>`
    select websearch_to_tsquery('simple', ${short})::text as query`;
  if (!row || row.query === "") return null;
  // Word by word from the left: what stands between two words is in quotes as well.
  return row.query.replace(
    /'((?:[^']|'')*)'/g,
    (quoted, word: string) => word.replaceAll("''", "'").length >= 3 ? `${quoted}:*` : quoted,
  );
}
