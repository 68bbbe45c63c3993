import { contactsByIds } from "../../core/customers/mod.ts";
import type { Sql } from "../../core/db/mod.ts";
import { presentContact } from "./present.ts";

/** The contacts of a page of things, read at once. */
export async function contactsById(sql: Sql, projectId: string, ids: (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await contactsByIds(sql, projectId, wanted);
  const known = new Map(rows.map((row) => [row.id, presentContact(row)]));
  return { of: (id: string | null) => (id === null ? null : known.get(id) ?? null) };
}
