import { now } from "../../clock.ts";
import type { Sql } from "../../db/mod.ts";
import { readContact } from "../contacts.ts";
import { selectIdentities } from "../customers_sql.ts";
import { selectMerges } from "../merge_sql.ts";
import { issuesOfCustomer } from "../timeline_sql.ts";
import { importedRows, sessionsWithMessages } from "./export_sql.ts";

/** So many sessions are read at once. */
const SESSIONS = 50;

/**
 * Everything the project has of a person, as one JSON document that is written while it is read.
 *
 * @throws {AppError} 404, before anything is written
 */
export async function exportPerson(
  sql: Sql,
  projectId: string,
  contactId: string,
  at: Date = now(),
): Promise<ReadableStream<Uint8Array>> {
  const contact = await readContact(sql, projectId, contactId);
  const [identities, merges, issues, imports] = await Promise.all([
    selectIdentities(sql, projectId, "contact", contact.id),
    selectMerges(sql, projectId, contact.id),
    issuesOfCustomer(sql, projectId, "contact", contact.id, 1_000),
    importedRows(sql, projectId, contact.emails),
  ]);
  const head = { exported_at: at, contact, identities, merges, issues, imported_rows: imports };
  const encoder = new TextEncoder();
  let after: string | null = null;
  return new ReadableStream({
    async pull(controller) {
      if (after === null) {
        controller.enqueue(encoder.encode(`${JSON.stringify(head).slice(0, -1)},"sessions":[`));
      }
      const rows = await sessionsWithMessages(sql, projectId, contact.id, after ?? "", SESSIONS);
      const text = rows.map(({ data }) => JSON.stringify(data)).join(",\n");
      if (text !== "") controller.enqueue(encoder.encode(after ? `,\n${text}` : text));
      after = rows.at(-1)?.id ?? after ?? "";
      if (rows.length < SESSIONS) {
        controller.enqueue(encoder.encode("]}\n"));
        controller.close();
      }
    },
  });
}
