import { readCompany, readContact } from "../customers/mod.ts";
import type { Db } from "../db/mod.ts";
import { AppError, invalid } from "../errors.ts";
import type { DecisionValue } from "./review_model.ts";

/**
 * What a person chose instead, with how the customer or company is called; one that was merged is the
 * one it was merged into.
 *
 * @throws {AppError} 400 when the project has no such customer or company
 */
export async function withName(
  db: Db,
  projectId: string,
  value: DecisionValue,
): Promise<DecisionValue> {
  const { contact_id: contactId, company_id: companyId } = value;
  if (contactId) {
    const { id, name, email } = await known("contact_id", readContact(db, projectId, contactId));
    return { contact_id: id, ...shown({ name, email }) };
  }
  if (companyId) {
    const { id, name, domain } = await known("company_id", readCompany(db, projectId, companyId));
    return { company_id: id, ...shown({ name, domain }) };
  }
  return value;
}

async function known<Row>(field: string, reading: Promise<Row>): Promise<Row> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404) throw error;
    throw invalid(`value.${field}`, `value.${field} names none of this project.`);
  }
}

function shown(parts: Record<string, string | null>): DecisionValue {
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== null));
}
