import type { ListedDecision } from "../../../../../../core/review/mod.ts";

/** Decisions about one session that stand side by side. */
export interface DecisionGroup {
  sessionId: string;
  title: string;
  source: string;
  decisions: ListedDecision[];
}

/** The decisions of a page, by session, in their order. */
export function groupsOf(decisions: readonly ListedDecision[]): DecisionGroup[] {
  const groups: DecisionGroup[] = [];
  for (const decision of decisions) {
    const last = groups.at(-1);
    if (last?.sessionId === decision.session_id) {
      last.decisions.push(decision);
      continue;
    }
    groups.push({
      sessionId: decision.session_id,
      title: decision.session_name || decision.session_preview || "Untitled session",
      source: decision.session_source,
      decisions: [decision],
    });
  }
  return groups;
}
