import { sourceLabel, tagLabel } from "./labels.ts";

/** What the feedback list is narrowed to. Names are those of the API's query parameters. */
export interface SessionFilters {
  search?: string;
  status?: "active" | "closed";
  source?: string;
  tags: string[];
  /** Days, as 2026-01-31. */
  dateFrom?: string;
  dateTo?: string;
  isHumanTakeover?: boolean;
  isAnalyzed?: boolean;
  /** Waiting for a person. */
  needsHuman?: boolean;
  showArchived: boolean;
  contactId?: string;
  companyId?: string;
  productScopeIds: string[];
}

/** One filter in force, with the query that is left when it is taken away. */
export interface ActiveFilter {
  name: string;
  value: string;
  /** Begins with "?" or is empty. */
  queryWithout: string;
}

const flag = (value: string | null) =>
  value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : undefined;

/**
 * Reads filters from a query. Tags may be one comma-separated parameter or several. Nothing is
 * refused here: what cannot be understood counts as absent, so that an old link still opens.
 */
export function filtersFromQuery(query: URLSearchParams): SessionFilters {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const day = (name: string) => {
    const value = text(name);
    return value && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const status = text("status");
  const several = (name: string) => {
    const items = query.getAll(name).flatMap((value) => value.split(",")).map((each) =>
      each.trim()
    );
    return [...new Set(items.filter(Boolean))];
  };
  return {
    search: text("search"),
    status: status === "active" || status === "closed" ? status : undefined,
    source: text("source"),
    tags: several("tags"),
    dateFrom: day("dateFrom"),
    dateTo: day("dateTo"),
    isHumanTakeover: flag(query.get("isHumanTakeover")),
    isAnalyzed: flag(query.get("isAnalyzed")),
    needsHuman: flag(query.get("needsHuman")),
    showArchived: flag(query.get("showArchived")) ?? false,
    contactId: text("contactId"),
    companyId: text("companyId"),
    productScopeIds: several("productScopeIds"),
  };
}

/** Writes filters as a query: "" or "?status=active&tags=bug,wins". The inverse of reading. */
export function filtersToQuery(filters: SessionFilters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (name === "tags" || name === "productScopeIds") {
      if (filters[name].length > 0) query.set(name, filters[name].join(","));
    } else if (name === "showArchived") {
      if (filters.showArchived) query.set("showArchived", "true");
    } else if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/**
 * Every filter in force as a chip, in the order of the filter bar. Each tag is a chip of its own.
 * Taking a chip away also leaves the page of the list (cursors are no filters).
 * @param contact the name of the contact filtered by, if known
 * @param company the name of the company filtered by, if known
 * @param scopes the names of product scopes by id, as far as known
 */
export function activeFilters(
  filters: SessionFilters,
  contact?: string | null,
  company?: string | null,
  scopes?: ReadonlyMap<string, string>,
): ActiveFilter[] {
  const out: ActiveFilter[] = [];
  const add = (name: string, value: string, without: Partial<SessionFilters>) =>
    out.push({ name, value, queryWithout: filtersToQuery({ ...filters, ...without }) });
  const { search, status, source, dateFrom, dateTo } = filters;
  if (search) add("Search", search, { search: undefined });
  if (status) add("Status", status === "active" ? "Active" : "Closed", { status: undefined });
  if (source) add("Source", sourceLabel(source), { source: undefined });
  for (const tag of filters.tags) {
    add("Tag", tagLabel(tag), { tags: filters.tags.filter((other) => other !== tag) });
  }
  if (dateFrom) add("From", dateFrom, { dateFrom: undefined });
  if (dateTo) add("To", dateTo, { dateTo: undefined });
  if (filters.isHumanTakeover !== undefined) {
    add("Takeover", filters.isHumanTakeover ? "Human" : "Agent only", {
      isHumanTakeover: undefined,
    });
  }
  if (filters.isAnalyzed !== undefined) {
    add("Review", filters.isAnalyzed ? "Analyzed" : "Not analyzed", { isAnalyzed: undefined });
  }
  if (filters.needsHuman !== undefined) {
    add("Waiting", filters.needsHuman ? "For a person" : "For nobody", { needsHuman: undefined });
  }
  if (filters.showArchived) add("Archived", "Included", { showArchived: false });
  if (filters.contactId) add("Customer", contact || filters.contactId, { contactId: undefined });
  if (filters.companyId) add("Company", company || filters.companyId, { companyId: undefined });
  for (const id of filters.productScopeIds) {
    const others = filters.productScopeIds.filter((other) => other !== id);
    add("Scope", scopes?.get(id) ?? id, { productScopeIds: others });
  }
  return out;
}
