import { defineSource, z } from "#plugin-kit";
import { getConfig } from "./config.ts";
import { getSession, listSessions, postTyping, streamSession } from "./conversations.ts";
import { postIdentify, postMessage } from "./messages.ts";
import { openRoute, preflightRoute, visitorRoute } from "./route.ts";
import { widgetSettings } from "./settings.ts";

/** Sessions of the chat widget on the customer's own site; see docs/widget-protocol.md. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "widget",
    name: "Widget",
    summary: "A chat on your own site, answered by the agent or by your team.",
    produces: "chat",
    hosts: [],
  },
  settings: widgetSettings,
  secret: z.object({}),
  routes: [
    preflightRoute,
    openRoute("GET", "/:projectId/config", getConfig),
    visitorRoute("POST", "/:projectId/messages", postMessage),
    visitorRoute("POST", "/:projectId/identify", postIdentify),
    visitorRoute("GET", "/:projectId/sessions", listSessions),
    visitorRoute("GET", "/:projectId/sessions/:sessionId", getSession),
    visitorRoute("GET", "/:projectId/sessions/:sessionId/stream", streamSession),
    visitorRoute("POST", "/:projectId/sessions/:sessionId/typing", postTyping),
  ],
});
