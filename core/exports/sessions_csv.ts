import type { Session } from "../contract/mod.ts";
import { csvLine } from "../customers/csv_cell.ts";
import type { Sql } from "../db/mod.ts";
import { listSessions, type SessionFilter, type SessionPage } from "../sessions/mod.ts";

/** So many sessions are read at once. */
const PAGE = 500;

/** The columns of the file, in their order. */
const COLUMNS: Record<string, (session: Session) => string | number | boolean | null> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  description: ({ description }) => description,
  first_words: ({ preview }) => preview,
  status: ({ status }) => status,
  source: ({ source }) => source,
  session_type: ({ session_type }) => session_type,
  tags: ({ tags }) => tags.join("; "),
  contact_name: ({ contact }) => contact?.name ?? null,
  contact_email: ({ contact }) => contact?.email ?? null,
  contact_id: ({ contact_id }) => contact_id,
  message_count: ({ message_count }) => message_count,
  analysis_status: ({ analysis_status }) => analysis_status,
  is_archived: ({ is_archived }) => is_archived,
  is_human_takeover: ({ is_human_takeover }) => is_human_takeover,
  needs_human: ({ needs_human }) => needs_human,
  page_url: ({ page_url }) => page_url,
  original_url: ({ original_url }) => original_url,
  external_id: ({ external_id }) => external_id,
  first_message_at: ({ first_message_at }) => timeOf(first_message_at),
  last_activity_at: ({ last_activity_at }) => timeOf(last_activity_at),
  closed_at: ({ closed_at }) => timeOf(closed_at),
  created_at: ({ created_at }) => timeOf(created_at),
};

/**
 * A filtered list of sessions as a file for spreadsheets, in UTF-8 with its mark, written while it is
 * read. Times are UTC. What strangers wrote is never a formula there.
 *
 * @param limit how many sessions are read at once
 * @throws {AppError} before anything is written, as the list itself would
 */
export async function sessionsCsv(
  sql: Sql,
  projectId: string,
  filter: SessionFilter,
  limit = PAGE,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const read = (cursor?: string) => listSessions(sql, projectId, filter, { limit, cursor });
  let next: SessionPage | null = await read();
  let head = "\ufeff" + csvLine(Object.keys(COLUMNS));
  return new ReadableStream({
    async pull(controller) {
      if (next === null) return controller.close();
      const { sessions, nextCursor } = next;
      const lines = sessions.map((session) =>
        csvLine(Object.values(COLUMNS).map((cell) => cell(session)))
      );
      controller.enqueue(encoder.encode(head + lines.join("")));
      head = "";
      next = nextCursor === null ? null : await read(nextCursor);
    },
  });
}

function timeOf(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
