const SOURCES: Record<string, string> = {
  widget: "Widget",
  slack: "Slack",
  intercom: "Intercom",
  gong: "Gong",
  fathom: "Fathom",
  zendesk: "Zendesk",
  posthog: "PostHog",
  api: "API",
  manual: "Manual",
};

const TAGS: Record<string, string> = {
  general_feedback: "General feedback",
  wins: "Wins",
  losses: "Losses",
  bug: "Bug",
  feature_request: "Feature request",
  change_request: "Change request",
};

/** An identifier as words: `churn_risk` becomes "Churn risk". */
function humanize(id: string): string {
  const words = id.replaceAll(/[_-]+/g, " ").trim();
  return words ? words[0]!.toLocaleUpperCase("en") + words.slice(1) : id;
}

/** The name of a source as people write it; unknown plugin ids become words. */
export function sourceLabel(id: string): string {
  return Object.hasOwn(SOURCES, id) ? SOURCES[id]! : humanize(id);
}

/** The name of a tag; a project's own tags become words. */
export function tagLabel(id: string): string {
  return Object.hasOwn(TAGS, id) ? TAGS[id]! : humanize(id);
}

/** Ids of the built-in sources and tags, in the order menus show them. */
export const builtInSources = Object.keys(SOURCES);
export const builtInTags = Object.keys(TAGS);
