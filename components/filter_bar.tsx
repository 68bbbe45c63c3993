import { ActiveFilters } from "./active_filters.tsx";
import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { FilterChoice } from "./filter_choice.tsx";
import { Icon } from "./icon.tsx";
import { Input } from "./input.tsx";
import { KeyHint } from "./key_hint.tsx";
import { builtInSources, builtInTags, sourceLabel, tagLabel } from "./labels.ts";
import { Menu } from "./menu.tsx";
import { activeFilters, type SessionFilters } from "./session_filters.ts";

/** Props of {@link FilterBar}. */
export interface FilterBarProps {
  /** The address of the list, without a query. */
  action: string;
  filters: SessionFilters;
  /** Ids of the sources to offer. @default the built-in ones */
  sources?: string[];
  /** The project's tags. @default the built-in ones */
  tags?: string[];
  /** The name of the contact the list is narrowed to. */
  contactName?: string | null;
  /** The name of the company the list is narrowed to. */
  companyName?: string | null;
  /** The project's product scopes, in the order of the tree. */
  scopes?: { id: string; path: string }[];
}

const flags = (value: boolean | undefined) => value === undefined ? [] : [String(value)];

/**
 * Search and filters of the feedback list: one GET form, so that every view is an address.
 * Works without script; Enter in the search or Apply in a menu sends all of it.
 */
export function FilterBar(
  { action, filters, sources, tags, contactName, companyName, scopes = [] }: FilterBarProps,
) {
  const { contactId, companyId } = filters;
  const scopeNames = new Map(scopes.map(({ id, path }) => [id, path]));
  return (
    <div class="filters">
      <form method="get" action={action} role="search" class="filter-row" data-filters>
        {contactId && <input type="hidden" name="contactId" value={contactId} />}
        {companyId && <input type="hidden" name="companyId" value={companyId} />}
        <div class="search">
          <input
            class="input"
            type="search"
            name="search"
            id="filter-search"
            value={filters.search}
            placeholder="Search names and messages"
            aria-label="Search names and messages"
            aria-keyshortcuts="/"
            autocomplete="off"
            enterkeyhint="search"
          />
          <Icon name="search" size={14} />
          <KeyHint keys="/" />
        </div>
        <button type="submit" class="visually-hidden" tabIndex={-1}>Search</button>
        <FilterChoice
          name="status"
          title="Status"
          chosen={filters.status ? [filters.status] : []}
          options={[{ value: "active", label: "Active" }, { value: "closed", label: "Closed" }]}
        />
        <FilterChoice
          name="source"
          title="Source"
          chosen={filters.source ? [filters.source] : []}
          options={(sources ?? builtInSources).map((id) => ({ value: id, label: sourceLabel(id) }))}
        />
        <FilterChoice
          name="tags"
          title="Tags"
          several
          chosen={filters.tags}
          options={(tags ?? builtInTags).map((id) => ({ value: id, label: tagLabel(id) }))}
        />
        {scopes.length > 0 && (
          <FilterChoice
            name="productScopeIds"
            title="Scope"
            several
            chosen={filters.productScopeIds}
            options={scopes.map(({ id, path }) => ({ value: id, label: path }))}
          />
        )}
        <Menu text="Date" iconEnd="chevronDown">
          <div class="menu-form">
            <Input
              label="From"
              name="dateFrom"
              type="date"
              value={filters.dateFrom?.slice(0, 10)}
            />
            <Input label="To" name="dateTo" type="date" value={filters.dateTo?.slice(0, 10)} />
            <Button type="submit" variant="primary" size="small" wide>Apply</Button>
          </div>
        </Menu>
        <FilterChoice
          name="isHumanTakeover"
          title="Takeover"
          chosen={flags(filters.isHumanTakeover)}
          options={[{ value: "true", label: "Human took over" }, {
            value: "false",
            label: "Agent only",
          }]}
        />
        <FilterChoice
          name="isAnalyzed"
          title="Review"
          chosen={flags(filters.isAnalyzed)}
          options={[{ value: "true", label: "Analyzed" }, {
            value: "false",
            label: "Not analyzed",
          }]}
        />
        <Menu text="More" iconEnd="chevronDown">
          <div class="menu-form">
            <Checkbox
              name="needsHuman"
              id="filter-needs-human"
              value="true"
              label="Waiting for a person"
              checked={filters.needsHuman ?? false}
            />
            <Checkbox
              name="showArchived"
              id="filter-archived"
              value="true"
              label="Include archived"
              checked={filters.showArchived}
            />
            <Button type="submit" variant="primary" size="small" wide>Apply</Button>
          </div>
        </Menu>
      </form>
      <ActiveFilters
        filters={activeFilters(filters, contactName, companyName, scopeNames)}
        action={action}
      />
    </div>
  );
}
