import type { ActiveFilter } from "../../../../../../components/session_filters.ts";
import type { CompanyFilter, ContactFilter } from "../../../../../../core/customers/mod.ts";
import { cleanText } from "../../../../../../core/text.ts";

/** What a list of customers shows, as its address says it. */
export interface CustomerListQuery<Sort extends string> {
  filter: ContactFilter & CompanyFilter;
  sort: Sort;
  cursor: string | null;
}

/** Reads the query of a list. What cannot be understood counts as absent: an old link still opens. */
export function readCustomerQuery<Sort extends string>(
  url: URL,
  sorts: readonly Sort[],
): CustomerListQuery<Sort> {
  const text = (name: string) =>
    cleanText(url.searchParams.get(name) ?? "").trim().slice(0, 300) || undefined;
  const sessions = text("hasSessions");
  const sort = sorts.find((one) => one === text("sort")) ?? sorts[0]!;
  return {
    filter: {
      search: text("search"),
      companyId: text("companyId"),
      stage: text("stage"),
      plan: text("plan"),
      hasSessions: sessions === "true" ? true : sessions === "false" ? false : undefined,
    },
    sort,
    cursor: url.searchParams.get("cursor"),
  };
}

/** The query with some parameters set anew, and at its beginning. */
export function queryWith(url: URL, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.search);
  for (const name of ["cursor", ...Object.keys(changes)]) query.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value !== null && value !== "") query.set(name, value);
  }
  for (const [name, value] of [...query]) if (value === "") query.delete(name);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** The filters in force, each with the list without it. */
export function activeCustomerFilters(
  url: URL,
  filter: ContactFilter & CompanyFilter,
  companyName: string | null,
): ActiveFilter[] {
  const shown: [string, string, string | undefined][] = [
    ["search", "Search", filter.search],
    ["companyId", "Company", filter.companyId && (companyName ?? "unknown")],
    ["stage", "Stage", filter.stage],
    ["plan", "Plan", filter.plan],
    [
      "hasSessions",
      "Sessions",
      filter.hasSessions === undefined ? undefined : filter.hasSessions ? "with" : "without",
    ],
  ];
  return shown.flatMap(([name, label, value]) =>
    value === undefined
      ? []
      : [{ name: label, value, queryWithout: queryWith(url, { [name]: null }) }]
  );
}
