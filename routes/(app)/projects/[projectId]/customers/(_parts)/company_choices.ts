import { companyChoices, readCompany, searchQuery } from "../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import type { CompanyChoice } from "./contact_form.tsx";

/** Companies to offer: the chosen one, and those a search finds, else the busiest. */
export async function choicesOf(
  sql: Sql,
  projectId: string,
  chosenId: string,
  search = "",
): Promise<CompanyChoice[]> {
  const found = await companyChoices(sql, projectId, searchQuery(projectId, search), 50);
  if (chosenId === "" || found.some(({ id }) => id === chosenId)) return found;
  const chosen = await readCompany(sql, projectId, chosenId).catch(() => null);
  return chosen ? [{ id: chosen.id, name: chosen.name ?? chosen.domain }, ...found] : found;
}
