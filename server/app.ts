import { App, staticFiles } from "fresh";
import { createApi } from "../api/app.ts";
import { createMcp } from "../api/mcp/mod.ts";
import { clientIp } from "../core/access/mod.ts";
import { newId } from "../core/id.ts";
import { withLogFields } from "../core/log.ts";
import { healthz, readyz } from "./health.ts";
import { createPluginRoutes } from "./plugin_routes.ts";
import { securityHeaders } from "./security_headers.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";

/** The whole web application: health, API, plugins, then static files and pages. */
export function createApp(services: Services): App<State> {
  const api = createApi(services);
  const mcp = createMcp(services);
  const pluginRoutes = createPluginRoutes(services);
  const remote = (info: Deno.ServeHandlerInfo) =>
    info.remoteAddr.transport === "tcp" ? info.remoteAddr.hostname : undefined;
  const sender = ({ requestId, clientAddress }: State) => ({ requestId, clientAddress });
  return new App<State>()
    .use((ctx) => {
      const requestId = newId("req");
      const address = clientIp(ctx.req, remote(ctx.info), services.config.trustedProxies);
      Object.assign(ctx.state as State, { services, clientAddress: address, requestId });
      return withLogFields({ request_id: requestId }, () => ctx.next());
    })
    .get("/healthz", healthz)
    .get("/readyz", () => readyz(services))
    .all("/api/*", (ctx) => api.fetch(ctx.req, sender(ctx.state)))
    .all("/v1/*", (ctx) => api.fetch(ctx.req, sender(ctx.state)))
    .all("/mcp", (ctx) => mcp(ctx.req, sender(ctx.state)))
    .all("/plugins/*", (ctx) => pluginRoutes.fetch(ctx.req, { remoteAddress: remote(ctx.info) }))
    .use(securityHeaders)
    .use(staticFiles())
    .fsRoutes();
}
