import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { updateCompanyRow } from "./companies_sql.ts";
import { updateContactRow } from "./contacts_sql.ts";
import { type CustomerKind, searchWords, type Setter } from "./customer_model.ts";
import {
  lockIdentities,
  moveIdentities,
  recountCompanies,
  recountContacts,
  selectIdentities,
  setCounting,
} from "./customers_sql.ts";
import {
  choiceFields,
  type MergeChoices,
  mergedRow,
  restoredRow,
  type StoredRow,
} from "./merge_model.ts";
import {
  closeMerge,
  deleteRow,
  insertMerge,
  lockMerge,
  lockRows,
  moveBack,
  moveCompanyParts,
  moveSessions,
  noteIdentities,
  restoreRow,
} from "./merge_sql.ts";

const NAMES = { contact: "Contact", company: "Company" } as const;

/**
 * Makes two customers one. Sessions, identities and what hangs on them move to the kept one; of each
 * field the kept one's value stays unless `choices` says otherwise, and empty fields are filled.
 *
 * @param choices by field: whose value stays
 * @returns the id of the merge, for {@link unmergeCustomers}
 * @throws {AppError} 404 when either is missing; 400 for one and the same, or an unknown field
 */
export async function mergeCustomers(
  sql: Sql | Tx,
  projectId: string,
  kind: CustomerKind,
  keptId: string,
  goneId: string,
  choices: MergeChoices,
  setter: Setter,
  at: Date = now(),
): Promise<string> {
  if (keptId === goneId) {
    throw invalid("other_id", "Choose another one: nothing merges with itself.");
  }
  const fields = choiceFields(kind);
  for (const [field, choice] of Object.entries(choices)) {
    const isKnown = fields.includes(field) || field.startsWith("custom_fields.");
    if (!isKnown || !["kept", "other"].includes(choice)) {
      throw invalid(
        "fields",
        `fields.${field.slice(0, 100)} must be one of ${
          fields.join(", ")
        } or custom_fields.<name>, as kept or other.`,
      );
    }
  }
  return await transaction(sql, async (tx) => {
    const rows = await lockRows(tx, projectId, kind, [keptId, goneId]);
    const kept = rows.get(keptId);
    const gone = rows.get(goneId);
    if (!kept || !gone) throw notFound(NAMES[kind]);
    const after = mergedRow(kind, kept, gone, choices);
    const id = newId("merge", at);
    await insertMerge(tx, projectId, {
      id,
      kind,
      keptId,
      goneId,
      gone,
      before: kept,
      after,
      by: setter.who,
    }, at);
    const identities = await selectIdentities(tx, projectId, kind, goneId);
    await moveIdentities(tx, projectId, kind, identities, goneId, keptId);
    await noteIdentities(tx, projectId, id, identities);
    await setCounting(tx, false);
    if (kind === "contact") await moveSessions(tx, projectId, id, goneId, keptId);
    else await moveCompanyParts(tx, projectId, id, goneId, keptId, at);
    await setCounting(tx, true);
    await deleteRow(tx, projectId, kind, goneId);
    await writeRow(tx, projectId, kind, keptId, after, at);
    await recount(tx, projectId, kind, [keptId]);
    return id;
  });
}

/**
 * Takes a merge apart: the one that went is there again with what it brought, as far as the kept one
 * still has it, and fields nobody changed since go back to what they were.
 *
 * @returns the id of the customer that is there again
 * @throws {AppError} 404; 409 when it was undone already or the kept one is gone
 */
export async function unmergeCustomers(
  sql: Sql | Tx,
  projectId: string,
  mergeId: string,
  setter: Setter,
  at: Date = now(),
): Promise<string> {
  return await transaction(sql, async (tx) => {
    const merge = await lockMerge(tx, projectId, mergeId);
    if (!merge) throw notFound("Merge");
    const { kind, kept_id: keptId, gone_id: goneId } = merge;
    if (merge.undone_at) throw conflict("This merge was undone already.");
    const rows = await lockRows(tx, projectId, kind, [keptId, goneId]);
    const kept = rows.get(keptId);
    if (!kept || rows.has(goneId)) {
      throw conflict(`The ${kind} that was kept is gone, so there is nothing to take apart.`);
    }
    const words = kind === "contact"
      ? searchWords(merge.gone.name as string | null, merge.gone.email as string | null)
      : searchWords(merge.gone.name as string | null, merge.gone.domain as string | null);
    await lockIdentities(tx, projectId, [{ kind: "merge", value: mergeId }]);
    await setCounting(tx, false);
    await restoreRow(tx, projectId, kind, merge.gone, words, at);
    await moveBack(tx, projectId, merge);
    await setCounting(tx, true);
    await writeRow(
      tx,
      projectId,
      kind,
      keptId,
      restoredRow(kind, kept, merge.before, merge.after),
      at,
    );
    await recount(tx, projectId, kind, [keptId, goneId].sort());
    await closeMerge(tx, projectId, mergeId, setter.who, at);
    return goneId;
  });
}

/** Writes the fields of a row that a merge decides on. */
async function writeRow(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  id: string,
  row: StoredRow,
  at: Date,
): Promise<void> {
  const { custom_fields: custom, provenance } = row;
  const shown = Object.fromEntries(
    choiceFields(kind).filter((field) => !["name", "email", "domain"].includes(field))
      .map((field) => [field, row[field] ?? null]),
  );
  const columns = {
    ...shown,
    custom_fields: tx.json(custom as never),
    provenance: tx.json(provenance as never),
    updated_at: at,
  };
  const name = row.name as string | null;
  if (kind === "contact") {
    await updateContactRow(tx, projectId, id, columns, name, row.email as string | null);
  } else {
    await updateCompanyRow(tx, projectId, id, columns, name, row.domain as string | null);
  }
}

async function recount(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  ids: string[],
): Promise<void> {
  if (kind === "contact") await recountContacts(tx, projectId, ids);
  else await recountCompanies(tx, projectId, ids);
}
