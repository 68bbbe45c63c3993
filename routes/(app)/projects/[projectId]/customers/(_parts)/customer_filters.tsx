import { ActiveFilters } from "../../../../../../components/active_filters.tsx";
import { FilterChoice } from "../../../../../../components/filter_choice.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import type { ActiveFilter } from "../../../../../../components/session_filters.ts";
import type { CompanyFilter, ContactFilter } from "../../../../../../core/customers/mod.ts";

const SORTS: Record<string, string> = {
  activity: "Last activity",
  name: "Name",
  sessions: "Most sessions",
  created: "Newest",
  revenue: "Revenue",
  contacts: "Most contacts",
};

const choices = (values: string[]) => values.map((value) => ({ value, label: value }));
const chosen = (value: string | undefined) => value === undefined ? [] : [value];

/** Search, filters and order of a list of customers: one form, so that every view is an address. */
export function CustomerFilters({ action, what, filter, sort, sorts, plans, stages, active }: {
  action: string;
  /** What is searched, for the placeholder. */
  what: string;
  filter: ContactFilter & CompanyFilter;
  sort: string;
  sorts: readonly string[];
  plans: string[];
  stages: string[];
  active: ActiveFilter[];
}) {
  const { search, companyId, stage, plan, hasSessions } = filter;
  return (
    <div class="filters">
      <form method="get" action={action} role="search" class="filter-row" data-filters>
        {companyId && <input type="hidden" name="companyId" value={companyId} />}
        <div class="search">
          <input
            class="input"
            type="search"
            name="search"
            id="filter-search"
            value={search}
            placeholder={what}
            aria-label={what}
            autocomplete="off"
            enterkeyhint="search"
          />
          <Icon name="search" size={14} />
        </div>
        <button type="submit" class="visually-hidden" tabIndex={-1}>Search</button>
        <FilterChoice name="stage" title="Stage" chosen={chosen(stage)} options={choices(stages)} />
        <FilterChoice name="plan" title="Plan" chosen={chosen(plan)} options={choices(plans)} />
        <FilterChoice
          name="hasSessions"
          title="Sessions"
          chosen={hasSessions === undefined ? [] : [String(hasSessions)]}
          options={[
            { value: "true", label: "With sessions" },
            { value: "false", label: "Without sessions" },
          ]}
        />
        <FilterChoice
          name="sort"
          title={`Order: ${SORTS[sort]!.toLowerCase()}`}
          several={false}
          chosen={[sort]}
          options={sorts.map((value) => ({ value, label: SORTS[value]! }))}
        />
      </form>
      <ActiveFilters filters={active} action={action} />
    </div>
  );
}
