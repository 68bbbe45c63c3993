import {
  ISSUE_SORTS,
  type IssueFilter,
  issueFilterQuery,
  type IssueSort,
} from "../../../../../../core/issues/mod.ts";
import { tagLabel } from "../../../../../../components/labels.ts";
import { priorityLabels, sortLabels, statusLabels, typeLabels } from "./labels.ts";
import type { ActiveFilter } from "../../../../../../components/session_filters.ts";

/** Which half of the issues is on show. */
export const VIEWS = ["open", "closed", "all"] as const;
/** See {@link VIEWS}. */
export type IssueView = (typeof VIEWS)[number];

/** What the address of the list asks for. */
export interface IssueListQuery {
  view: IssueView;
  filter: IssueFilter;
  sort: IssueSort;
  cursor?: string;
  /** Parameters that could not be understood, with the reason; they do not filter. */
  ignored: string[];
}

/** Reads the list's filters from its address; a bad parameter filters nothing and is told of. */
export function readIssueQuery(params: URLSearchParams): IssueListQuery {
  const given: Record<string, string> = {};
  for (const name of params.keys()) {
    const value = params.getAll(name).map((each) => each.trim()).filter(Boolean).join(",");
    if (value !== "") given[name] = value;
  }
  const view = VIEWS.find((each) => each === given.view) ?? "open";
  delete given.isOpen;
  const ignored: string[] = [];
  const first = issueFilterQuery.safeParse(given);
  for (const { path, message } of first.error?.issues ?? []) {
    const name = String(path[0]);
    if (name in given) ignored.push(`${name} ${message}`);
    delete given[name];
  }
  const { sort = "priority", ...filter } = first.success
    ? first.data
    : issueFilterQuery.parse(given);
  // A status says by itself whether open or closed ones are wanted.
  const isOpen = view === "all" || filter.status?.length ? undefined : view === "open";
  return { view, filter: { ...filter, isOpen }, sort, cursor: given.cursor, ignored };
}

/** The query of a list: "" or "?type=bug&sort=reach". */
export function issueQueryText(
  query: Pick<IssueListQuery, "view" | "filter" | "sort"> & { cursor?: string | null },
): string {
  const out = new URLSearchParams();
  if (query.view !== "open") out.set("view", query.view);
  const { isOpen: _isOpen, ...filter } = query.filter;
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || value === "") continue;
    const text = Array.isArray(value) ? value.join(",") : String(value);
    if (text !== "") out.set(name, text);
  }
  if (query.sort !== ISSUE_SORTS[0]) out.set("sort", query.sort);
  if (query.cursor) out.set("cursor", query.cursor);
  const text = out.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** Whether anything narrows the list beyond its view. */
export function isNarrowed({ filter }: IssueListQuery): boolean {
  const { isOpen: _isOpen, ...rest } = filter;
  return Object.values(rest).some((value) =>
    value !== undefined && (!Array.isArray(value) || value.length > 0)
  );
}

/** Every filter in force as a chip; `names` are those of scopes, company, contact. */
export function issueChips(query: IssueListQuery, names: Map<string, string>): ActiveFilter[] {
  const { filter } = query;
  const chips: ActiveFilter[] = [];
  const add = (name: string, value: string, without: Partial<IssueFilter>) =>
    chips.push({
      name,
      value,
      queryWithout: issueQueryText({ ...query, filter: { ...filter, ...without } }),
    });
  const each = <Word extends string>(
    name: string,
    field: "status" | "type" | "priority" | "tag" | "productScopeIds",
    words: Word[] | undefined,
    label: (word: Word) => string,
  ) => {
    for (const word of words ?? []) {
      add(name, label(word), { [field]: words!.filter((other) => other !== word) });
    }
  };
  if (filter.search) add("Search", filter.search, { search: undefined });
  each("Status", "status", filter.status, (word) => statusLabels[word]);
  each("Type", "type", filter.type, (word) => typeLabels[word]);
  each("Priority", "priority", filter.priority, (word) => priorityLabels[word]);
  each("Tag", "tag", filter.tag, tagLabel);
  each("Scope", "productScopeIds", filter.productScopeIds, (id) => names.get(id) ?? id);
  if (filter.hasEvidence !== undefined) {
    add("Evidence", filter.hasEvidence ? "Some" : "None", { hasEvidence: undefined });
  }
  const { companyId, contactId, sessionId } = filter;
  if (companyId) add("Company", names.get(companyId) ?? companyId, { companyId: undefined });
  if (contactId) add("Customer", names.get(contactId) ?? contactId, { contactId: undefined });
  if (sessionId) add("Session", names.get(sessionId) ?? sessionId, { sessionId: undefined });
  return chips;
}

/** What the sort is called. */
export const sortTitle = (sort: IssueSort) => `Sort: ${sortLabels[sort]}`;
