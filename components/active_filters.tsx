import { Icon } from "./icon.tsx";
import { type ActiveFilter } from "./session_filters.ts";
import { truncate } from "./truncate.ts";

/** The filters in force as chips; each cross is a link to the list without that one. */
export function ActiveFilters({ filters, action }: { filters: ActiveFilter[]; action: string }) {
  if (filters.length === 0) return null;
  return (
    <ul class="filter-row" aria-label="Active filters">
      {filters.map(({ name, value, queryWithout }) => (
        <li class="filter-chip" key={name + value}>
          <span class="filter-name">{name}</span>
          <span class="truncate" dir="auto" title={value}>{truncate(value, 40)}</span>
          <a
            href={action + queryWithout}
            aria-label={`Remove filter ${name}: ${truncate(value, 40)}`}
          >
            <Icon name="close" size={12} />
          </a>
        </li>
      ))}
      {filters.length > 1 && (
        <li>
          <a class="button link small" href={action}>Clear all</a>
        </li>
      )}
    </ul>
  );
}
