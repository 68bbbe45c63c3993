import { Hono } from "hono";
import {
  getAnalyticsAnswers,
  getAnalyticsCompanies,
  getAnalyticsHandling,
  getAnalyticsIssues,
  getAnalyticsSummary,
  getAnalyticsVolume,
} from "./analytics.ts";
import { getAgent, patchAgent } from "./agent.ts";
import {
  deleteAgentRun,
  deleteOneCase,
  getAgentRun,
  getAgentRuns,
  getCases,
  postAgentRun,
  postCase,
} from "./agent_examples.ts";
import { enterProject, identifyCaller, type ProjectAction } from "./caller.ts";
import { getChannels, patchChannel, postChannelRefresh } from "./channels.ts";
import type { ApiContext, ApiEnv, ApiServices } from "./context.ts";
import { AppError, invalidFields, notFound } from "../core/errors.ts";
import { errorResponse } from "../core/http/mod.ts";
import {
  getConnection,
  getConnections,
  getRun,
  getRuns,
  patchConnection,
  postCancel,
  postConnection,
  postPreview,
  postRetry,
  postSync,
  postTest,
  removeConnection,
} from "./connections.ts";
import { getIssueLinks, postIssueLink, removeIssueLink, removeIssueQuote } from "./issue_links.ts";
import {
  getIssues,
  getOneIssue,
  getSimilarIssues,
  patchIssue,
  postIssue,
  postIssueBrief,
  postIssueMerge,
  postIssueSplit,
  removeIssue,
} from "./issues.ts";
import {
  getProductScope,
  getProductScopes,
  patchProductScope,
  postProductScope,
  removeProductScope,
} from "./product_scopes.ts";
import {
  getKnowledgeSearch,
  getPages,
  getSource,
  getSources,
  patchSource,
  postPageRetry,
  postRefresh,
  postSource,
  postStop,
  removeSource,
} from "./knowledge.ts";
import {
  getOnePackage,
  getPackages,
  patchPackage,
  postPackage,
  removePackage,
} from "./knowledge_packages.ts";
import { getDecisions, getReview, patchDecision, postReview, postReviews } from "./review.ts";
import { companyPaths, contactPaths, customerPaths } from "./customer_paths.ts";
import { getEvents, getSessionStream } from "./streams.ts";
import { postSession } from "./sessions_create.ts";
import { getSessions } from "./sessions_list.ts";
import {
  getOneSession,
  patchSession,
  postBulk,
  postHandback,
  postMessage,
  postTakeover,
  postTyping,
  removeSession,
} from "./sessions_one.ts";

type Handler = (c: ApiContext) => Promise<Response>;

/** Everything a path can be asked for; what it lacks is answered with 405. */
type Methods = Partial<
  Record<"GET" | "POST" | "PATCH" | "DELETE", { action: ProjectAction; handler: Handler }>
>;

const read = (handler: Handler) => ({ action: "read" as const, handler });
const write = (handler: Handler) => ({ action: "write" as const, handler });

/** What sessions can be asked for, below `/api/sessions` and `/api/projects/:projectId/sessions`. */
const sessionPaths: Record<string, Methods> = {
  "": { GET: read(getSessions), POST: write(postSession) },
  "/bulk": { POST: write(postBulk) },
  "/:sessionId": {
    GET: read(getOneSession),
    PATCH: write(patchSession),
    DELETE: write(removeSession),
  },
  "/:sessionId/messages": { POST: write(postMessage) },
  "/:sessionId/typing": { POST: write(postTyping) },
  "/:sessionId/takeover": { POST: write(postTakeover) },
  "/:sessionId/handback": { POST: write(postHandback) },
  "/:sessionId/review": { GET: read(getReview), POST: write(postReview) },
  "/:sessionId/stream": { GET: read(getSessionStream) },
};

const manage = (handler: Handler) => ({ action: "manage_integrations" as const, handler });

/** Connections to sources, below `/api/projects/:projectId/connections`. */
const connectionPaths: Record<string, Methods> = {
  "": { GET: read(getConnections), POST: manage(postConnection) },
  "/:connectionId": {
    GET: read(getConnection),
    PATCH: manage(patchConnection),
    DELETE: manage(removeConnection),
  },
  "/:connectionId/test": { POST: manage(postTest) },
  "/:connectionId/preview": { POST: manage(postPreview) },
  "/:connectionId/sync": { POST: manage(postSync) },
  "/:connectionId/cancel": { POST: manage(postCancel) },
  "/:connectionId/runs": { GET: read(getRuns) },
  "/:connectionId/runs/:runId": { GET: read(getRun) },
  "/:connectionId/problems/:problemId/retry": { POST: manage(postRetry) },
  "/:connectionId/channels": { GET: read(getChannels) },
  "/:connectionId/channels/refresh": { POST: manage(postChannelRefresh) },
  "/:connectionId/channels/:channelId": { PATCH: manage(patchChannel) },
};

/** Issues and product scopes, below `/api` and `/api/projects/:projectId`. */
const issuePaths: Record<string, Methods> = {
  "/issues": { GET: read(getIssues), POST: write(postIssue) },
  "/issues/:issueId": {
    GET: read(getOneIssue),
    PATCH: write(patchIssue),
    DELETE: write(removeIssue),
  },
  "/issues/:issueId/links": { GET: read(getIssueLinks), POST: write(postIssueLink) },
  "/issues/:issueId/links/:sessionId": { DELETE: write(removeIssueLink) },
  "/issues/:issueId/quotes/:quoteId": { DELETE: write(removeIssueQuote) },
  "/issues/:issueId/merge": { POST: write(postIssueMerge) },
  "/issues/:issueId/split": { POST: write(postIssueSplit) },
  "/issues/:issueId/brief": { POST: write(postIssueBrief) },
  "/issues/:issueId/similar": { GET: read(getSimilarIssues) },
  "/product-scopes": { GET: read(getProductScopes), POST: write(postProductScope) },
  "/product-scopes/:scopeId": {
    GET: read(getProductScope),
    PATCH: write(patchProductScope),
    DELETE: write(removeProductScope),
  },
};

/** Figures over time, below `/api/projects/:projectId/analytics`. */
const analyticsPaths: Record<string, Methods> = {
  "/summary": { GET: read(getAnalyticsSummary) },
  "/volume": { GET: read(getAnalyticsVolume) },
  "/handling": { GET: read(getAnalyticsHandling) },
  "/answers": { GET: read(getAnalyticsAnswers) },
  "/issues": { GET: read(getAnalyticsIssues) },
  "/companies": { GET: read(getAnalyticsCompanies) },
};

/** The agent, and examples its answers are compared with, below `/api/projects/:projectId`. */
const agentPaths: Record<string, Methods> = {
  "/settings/agent": { GET: read(getAgent), PATCH: manage(patchAgent) },
  "/agent/cases": { GET: read(getCases), POST: write(postCase) },
  "/agent/cases/:caseId": { DELETE: write(deleteOneCase) },
  "/agent/runs": { GET: read(getAgentRuns), POST: write(postAgentRun) },
  "/agent/runs/:runId": { GET: read(getAgentRun), DELETE: write(deleteAgentRun) },
};

/** Knowledge, below `/api/projects/:projectId`. */
const knowledgePaths: Record<string, Methods> = {
  "/settings/knowledge-sources": { GET: read(getSources), POST: write(postSource) },
  "/settings/knowledge-sources/:sourceId": {
    GET: read(getSource),
    PATCH: write(patchSource),
    DELETE: write(removeSource),
  },
  "/settings/knowledge-sources/:sourceId/refresh": { POST: write(postRefresh) },
  "/settings/knowledge-sources/:sourceId/stop": { POST: write(postStop) },
  "/settings/knowledge-sources/:sourceId/pages": { GET: read(getPages) },
  "/settings/knowledge-sources/:sourceId/pages/:pageId/retry": { POST: write(postPageRetry) },
  "/settings/knowledge-packages": { GET: read(getPackages), POST: write(postPackage) },
  "/settings/knowledge-packages/:packageId": {
    GET: read(getOnePackage),
    PATCH: write(patchPackage),
    DELETE: write(removePackage),
  },
  "/knowledge": { GET: read(getSources) },
  "/knowledge/search": { GET: read(getKnowledgeSearch) },
};

/** Reviews of sessions that ended, below `/api` and `/api/projects/:projectId`. */
const reviewPaths: Record<string, Methods> = {
  "/review": { GET: read(getDecisions), POST: write(postReviews) },
  "/review/:decisionId": { PATCH: write(patchDecision) },
};

/** The REST API: the documented paths under `/api`. */
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
  for (const [path, methods] of Object.entries(sessionPaths)) {
    mount(app, `/api/sessions${path}`, methods, 400);
    mount(app, `/api/projects/:projectId/sessions${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(reviewPaths)) {
    mount(app, `/api${path}`, methods, 400);
    mount(app, `/api/projects/:projectId${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(issuePaths)) {
    mount(app, `/api${path}`, methods, 400);
    mount(app, `/api/projects/:projectId${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(agentPaths)) {
    mount(app, `/api/projects/:projectId${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(connectionPaths)) {
    mount(app, `/api/projects/:projectId/connections${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(analyticsPaths)) {
    mount(app, `/api/projects/:projectId/analytics${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(knowledgePaths)) {
    mount(app, `/api/projects/:projectId${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(analyticsPaths)) {
    mount(app, `/api/projects/:projectId/analytics${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(customerPaths)) {
    mount(app, `/api/projects/:projectId/customers${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(contactPaths)) {
    mount(app, `/api/contacts${path}`, methods, 400);
    mount(app, `/api/projects/:projectId/customers${path}`, methods, 422);
  }
  for (const [path, methods] of Object.entries(companyPaths)) {
    mount(app, `/api/companies${path}`, methods, 400);
    mount(app, `/api/projects/:projectId/companies${path}`, methods, 422);
  }
  mount(app, "/api/projects/:projectId/events", { GET: read(getEvents) }, 422);
  app.notFound(() => errorResponse(notFound("Path")));
  app.onError((error) => errorResponse(error));
  return app;
}

function mount(app: Hono<ApiEnv>, path: string, methods: Methods, schemaStatus: 400 | 422): void {
  for (const [method, { action, handler }] of Object.entries(methods)) {
    app.on(method, path, async (c) => {
      c.set("schemaStatus", schemaStatus);
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
