import { ActiveFilters } from "../../../../../../components/active_filters.tsx";
import { FilterChoice } from "../../../../../../components/filter_choice.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import { KeyHint } from "../../../../../../components/key_hint.tsx";
import { tagLabel } from "../../../../../../components/labels.ts";
import type { TreeScope } from "../../../../../../core/product_scopes/mod.ts";
import { optionsOf, priorityLabels, sortLabels, statusLabels, typeLabels } from "./labels.ts";
import { issueChips, type IssueListQuery, sortTitle } from "./list_query.ts";

/** Search, filters and order of the issues: one GET form, so that every view is an address. */
export function IssueFilters({ action, query, scopes, tags, names }: {
  action: string;
  query: IssueListQuery;
  scopes: TreeScope[];
  /** The project's tags. */
  tags: string[];
  /** Of scopes, company, contact and session, by id. */
  names: Map<string, string>;
}) {
  const { filter, view, sort } = query;
  const kept = {
    companyId: filter.companyId,
    contactId: filter.contactId,
    sessionId: filter.sessionId,
  };
  return (
    <div class="filters">
      <form method="get" action={action} role="search" class="filter-row" data-filters>
        {view !== "open" && <input type="hidden" name="view" value={view} />}
        {Object.entries(kept).map(([name, value]) =>
          value && <input key={name} type="hidden" name={name} value={value} />
        )}
        <div class="search">
          <input
            class="input"
            type="search"
            name="search"
            id="filter-search"
            value={filter.search}
            placeholder="Search titles and quotes"
            aria-label="Search titles and quotes"
            aria-keyshortcuts="/"
            autocomplete="off"
            enterkeyhint="search"
          />
          <Icon name="search" size={14} />
          <KeyHint keys="/" />
        </div>
        <button type="submit" class="visually-hidden" tabIndex={-1}>Search</button>
        <FilterChoice
          name="type"
          title="Type"
          several
          chosen={filter.type ?? []}
          options={optionsOf(typeLabels)}
        />
        <FilterChoice
          name="status"
          title="Status"
          several
          chosen={filter.status ?? []}
          options={optionsOf(statusLabels)}
        />
        <FilterChoice
          name="priority"
          title="Priority"
          several
          chosen={filter.priority ?? []}
          options={optionsOf(priorityLabels).reverse()}
        />
        <FilterChoice
          name="tag"
          title="Tag"
          several
          chosen={filter.tag ?? []}
          options={tags.map((id) => ({ value: id, label: tagLabel(id) }))}
        />
        {scopes.length > 0 && (
          <FilterChoice
            name="productScopeIds"
            title="Scope"
            several
            chosen={filter.productScopeIds ?? []}
            options={scopes.map(({ id, path }) => ({ value: id, label: path }))}
          />
        )}
        <FilterChoice
          name="hasEvidence"
          title="Evidence"
          chosen={filter.hasEvidence === undefined ? [] : [String(filter.hasEvidence)]}
          options={[{ value: "true", label: "With evidence" }, {
            value: "false",
            label: "Without evidence",
          }]}
        />
        <FilterChoice
          name="sort"
          title={sortTitle(sort)}
          chosen={[sort]}
          options={optionsOf(sortLabels)}
          required
        />
      </form>
      <ActiveFilters filters={issueChips(query, names)} action={action} />
    </div>
  );
}
