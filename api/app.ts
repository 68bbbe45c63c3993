import { Hono } from "hono";
import { enterProject, identifyCaller } from "./caller.ts";
import type { ApiEnv, ApiServices } from "./context.ts";
import { AppError, invalidFields, notFound } from "../core/errors.ts";
import { errorResponse } from "../core/http/mod.ts";
import { companyPaths, contactPaths, customerPaths } from "./customer_paths.ts";
import {
  agentPaths,
  analyticsPaths,
  callerPaths,
  connectionPaths,
  eventPaths,
  issuePaths,
  knowledgePaths,
  type Methods,
  projectPaths,
  reviewPaths,
  sessionPaths,
} from "./paths.ts";
import { postSession } from "./sessions_create.ts";
import { createV1 } from "./v1/mount.ts";

const PROJECT = "/api/projects/:projectId";

/** The REST API: the documented paths under `/api`, and the public API under `/v1`. */
export function createApi(services: ApiServices): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    c.set("services", services);
    await next();
    const { headers } = c.res;
    headers.set("X-Content-Type-Options", "nosniff");
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  });
  app.use("/api/*", identifyCaller);
  mountAll(app, callerPaths, ["/api"]);
  mountAll(app, sessionPaths, ["/api/sessions", "/api/projects/:projectId/sessions"]);
  mountAll(app, reviewPaths, ["/api", PROJECT]);
  mountAll(app, issuePaths, ["/api", PROJECT]);
  mountAll(app, projectPaths, ["/api", PROJECT]);
  mountAll(app, agentPaths, [PROJECT]);
  mountAll(app, connectionPaths, [`${PROJECT}/connections`]);
  mountAll(app, analyticsPaths, [`${PROJECT}/analytics`]);
  mountAll(app, knowledgePaths, [PROJECT]);
  mountAll(app, customerPaths, [`${PROJECT}/customers`]);
  mountAll(app, contactPaths, ["/api/contacts", `${PROJECT}/customers`]);
  mountAll(app, companyPaths, ["/api/companies", `${PROJECT}/companies`]);
  mountAll(app, eventPaths, [PROJECT]);
  app.notFound(() => errorResponse(notFound("Path")));
  app.onError((error) => errorResponse(error));
  // The public API answers for itself, errors included: its calls do not pass through this one's steps.
  const v1 = createV1(services);
  const { fetch } = app;
  app.fetch = (request, ...rest) =>
    (/^https?:\/\/[^/]+\/v1\//.test(request.url) ? v1.fetch : fetch)(request, ...rest);
  return app;
}

/** A body that breaks the schema is a 422 below a project, and a 400 at the flat paths. */
function mountAll(app: Hono<ApiEnv>, paths: Record<string, Methods>, prefixes: string[]): void {
  for (const prefix of prefixes) {
    for (const [path, methods] of Object.entries(paths)) {
      mount(app, prefix + path, methods, prefix.startsWith(PROJECT) ? 422 : 400);
    }
  }
}

function mount(app: Hono<ApiEnv>, path: string, methods: Methods, schemaStatus: 400 | 422): void {
  for (const [method, { action, handler }] of Object.entries(methods)) {
    app.on(method, path, async (c) => {
      c.set("schemaStatus", schemaStatus);
      if (action === null) return await handler(c);
      const projectId = c.req.param("projectId") ?? c.req.query("projectId");
      // A body may name its project instead; see postSession.
      if (projectId || handler !== postSession) await enterProject(c, projectId, action);
      if (action === "read" || schemaStatus === 400) return await handler(c);
      try {
        return await handler(c);
      } catch (error) {
        throw asUnprocessable(error);
      }
    });
  }
  const allow = Object.keys(methods).join(", ");
  app.all(path, (c) => {
    throw new AppError(`${c.req.method} is not possible here. Possible: ${allow}.`, {
      code: "method_not_allowed",
      status: 405,
      headers: { Allow: allow },
    });
  });
}

/** Faults that the core finds in a body's fields have the status of the path, as those of the schema. */
function asUnprocessable(error: unknown): unknown {
  const isOfBody = error instanceof AppError && error.status === 400 && error.details &&
    error.details[0]?.field !== "Idempotency-Key" && error.details[0]?.field !== "projectId";
  return isOfBody ? invalidFields(error.details!, 422) : error;
}
