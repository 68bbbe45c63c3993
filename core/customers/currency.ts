import type { Sql } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { updateProject } from "../projects/mod.ts";

/** The currency of a project's revenues, from its settings; three letters. */
export function currencyOf(settings: Record<string, unknown>): string {
  const own = (settings.customers as { currency?: unknown } | undefined)?.currency;
  return typeof own === "string" && /^[A-Z]{3}$/.test(own) ? own : "USD";
}

/**
 * Says what a project's revenues are in. Amounts stay as they are.
 *
 * @throws {AppError} 400 for the field `currency`
 */
export async function setCurrency(sql: Sql, projectId: string, text: string): Promise<void> {
  const currency = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw invalid("currency", "Enter a currency of three letters, such as EUR.");
  }
  await updateProject(sql, projectId, { settings: { customers: { currency } } });
}
