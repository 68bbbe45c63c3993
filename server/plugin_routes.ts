import { Hono } from "hono";
import { clientIp } from "../core/access/mod.ts";
import { notFound } from "../core/errors.ts";
import { errorResponse } from "../core/http/mod.ts";
import { createHost } from "../core/plugin_kit/create_host.ts";
import { takeDelivery } from "./delivery_route.ts";
import type { Services } from "./services.ts";

type Bindings = { Bindings: { remoteAddress?: string } };

/** The HTTP routes of all plugins, each below `/plugins/<id>/`. */
export function createPluginRoutes(services: Services): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const { plugins, config, sql, hub, stopping } = services;
  for (const { manifest, receive, routes = [] } of plugins) {
    if (receive) {
      app.post(
        `/plugins/${manifest.id}/events`,
        (c) => takeDelivery(services.exchange, manifest.id, c.req.raw),
      );
    }
    const host = createHost(
      {
        ...{ sql, hub, stopping },
        idleMinutes: config.idleMinutes,
        bundles: services.bundles,
        secret: services.secret,
      },
      manifest.id,
    );
    for (const route of routes) {
      app.on(route.method, `/plugins/${manifest.id}${route.path}`, (c) => {
        const clientAddress = clientIp(c.req.raw, c.env.remoteAddress, config.trustedProxies);
        return route.handle(c.req.raw, { params: c.req.param(), host, clientAddress });
      });
    }
  }
  app.notFound(() => errorResponse(notFound("Path")));
  app.onError((error) => errorResponse(error));
  return app;
}
