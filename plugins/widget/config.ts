import type { WidgetCall } from "./route.ts";

/** Seconds for which browsers and proxies may keep the configuration without asking. */
const FRESH_SECONDS = 60;

/** What the widget shows before anybody says a word: the same for all visitors, so cacheable. */
export async function getConfig({ request, project, settings, host }: WidgetCall) {
  const agent = project.settings.agent as { name?: unknown } | undefined;
  const idle = project.settings.idle_minutes;
  const body = JSON.stringify({
    project_id: project.id,
    title: settings.title || project.name,
    greeting: settings.greeting,
    agent_name: typeof agent?.name === "string" && agent.name.trim() ? agent.name : "Assistant",
    color: settings.color || null,
    idle_minutes: typeof idle === "number" ? idle : host.idleMinutes,
    strings: settings.strings,
    app: host.bundles["widget-app"],
  });
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  const etag = `"${new Uint8Array(digest).toHex().slice(0, 32)}"`;
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": `public, max-age=${FRESH_SECONDS}, stale-while-revalidate=600`,
    ETag: etag,
  };
  const known = request.headers.get("if-none-match")?.split(",")
    .map((each) => each.trim().replace(/^W\//, ""));
  return known?.includes(etag)
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers });
}
