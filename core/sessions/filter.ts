import type { SessionStatus } from "../contract/mod.ts";

/** Which sessions a list shows; what is absent does not filter. */
export interface SessionFilter {
  /** Words in name, description, customer or messages. */
  search?: string;
  sessionId?: string;
  /** Part of the name, in any case. */
  name?: string;
  status?: SessionStatus;
  source?: string;
  /** Sessions with at least one of these tags. */
  tags?: string[];
  /** Created at or after. */
  dateFrom?: Date;
  /** Created at or before. */
  dateTo?: Date;
  /** Also archived ones. */
  showArchived?: boolean;
  isHumanTakeover?: boolean;
  isAnalyzed?: boolean;
  /** Waiting for a person. */
  needsHuman?: boolean;
  companyId?: string;
  contactId?: string;
  /** Linked to at least one of these. */
  productScopeIds?: string[];
}

/**
 * The column a list is ordered by, newest first. A range of dates is read in the order of the
 * dates: sorting it by activity would mean to read all of it.
 */
export type ListOrder = "last_activity_at" | "created_at";

/** The order a filter is read in. */
export function orderOf(filter: SessionFilter): ListOrder {
  const byDate = filter.dateFrom !== undefined || filter.dateTo !== undefined;
  return byDate ? "created_at" : "last_activity_at";
}

/** Whether kept counters know the exact number: only status, source and archived filter. */
export function isCounted(filter: SessionFilter): boolean {
  return Object.entries(filter).every(([field, value]) =>
    value === undefined || ["status", "source", "showArchived"].includes(field) ||
    (Array.isArray(value) && value.length === 0)
  );
}
