/** Sources with a page in docs/sources/, by plugin id. */
const sources = new Set(["slack", "intercom", "zendesk", "gong", "fathom", "posthog"]);

/** Where the guide to a source is in Hissuno's own folder, so that it can be read offline too. */
export function guideOf(source: string): string {
  return sources.has(source) ? `docs/sources/${source}.md` : `plugins/${source}/README.md`;
}
