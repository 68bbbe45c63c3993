import {
  errorResponse,
  type LiveHost,
  notFound,
  type PluginRoute,
  tooManyRequests,
} from "#plugin-kit";
import { assertOrigin, preflight, withCors } from "./origins.ts";
import { readSettings, type WidgetSettings } from "./settings.ts";
import { visitorOf } from "./visitor.ts";

/** What every call of the widget knows. */
export interface WidgetCall {
  request: Request;
  host: LiveHost;
  project: { id: string; name: string; settings: Record<string, unknown> };
  settings: WidgetSettings;
  params: Record<string, string>;
  clientAddress: string;
}

/** As {@link WidgetCall}, from a visitor with a token. */
export interface VisitorCall extends WidgetCall {
  visitorId: string;
}

/** Calls a minute of one address, whatever they are. */
const CALLS_PER_ADDRESS = 600;
/** Calls a minute of one visitor, besides messages. */
const CALLS_PER_VISITOR = 120;

/**
 * Counts one more of `subject` in this minute.
 *
 * @throws {AppError} 429 with `Retry-After` above `limit`
 */
export function limitPerMinute(host: LiveHost, subject: string, limit: number): void {
  const wait = host.throttle(subject, limit, 60);
  if (wait > 0) throw tooManyRequests(wait);
}

/** A route anybody may call from an allowed origin. Errors become answers that the page can read. */
export function openRoute(
  method: "GET" | "POST",
  path: string,
  handle: (call: WidgetCall) => Response | Promise<Response>,
): PluginRoute<LiveHost> {
  return {
    method,
    path,
    async handle(request, { params, host, clientAddress }) {
      try {
        limitPerMinute(host, `address ${clientAddress}`, CALLS_PER_ADDRESS);
        const project = await host.project(params.projectId ?? "");
        if (!project) throw notFound("Project");
        const settings = readSettings(project.settings);
        assertOrigin(request, settings.allowed_origins);
        const call = { request, host, project, settings, params, clientAddress };
        return withCors(request, await handle(call));
      } catch (error) {
        return withCors(request, errorResponse(error));
      }
    },
  };
}

/** A route for visitors: it needs the token that says whose conversations may be seen. */
export function visitorRoute(
  method: "GET" | "POST",
  path: string,
  handle: (call: VisitorCall) => Response | Promise<Response>,
): PluginRoute<LiveHost> {
  return openRoute(method, path, async (call) => {
    const visitorId = await visitorOf(call.request);
    limitPerMinute(call.host, `calls ${call.project.id} ${visitorId}`, CALLS_PER_VISITOR);
    return await handle({ ...call, visitorId });
  });
}

/** Answers preflights of every route. */
export const preflightRoute: PluginRoute<LiveHost> = {
  method: "OPTIONS",
  path: "/*",
  handle: preflight,
};
