import type { ProjectAction } from "./caller.ts";
import type { ApiContext } from "./context.ts";
import { getMembers, getProjects } from "./members.ts";
import { getSearch } from "./search.ts";
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
import { getChannels, patchChannel, postChannelRefresh } from "./channels.ts";
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

/** Answers one call. */
export type Handler = (c: ApiContext) => Promise<Response>;

/** Everything a path can be asked for; what it lacks is answered with 405. Null: needs no project. */
export type Methods = Partial<
  Record<"GET" | "POST" | "PATCH" | "DELETE", { action: ProjectAction | null; handler: Handler }>
>;

const read = (handler: Handler) => ({ action: "read" as const, handler });
const write = (handler: Handler) => ({ action: "write" as const, handler });

/** What sessions can be asked for, below `/api/sessions` and `/api/projects/:projectId/sessions`. */
export const sessionPaths: Record<string, Methods> = {
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
export const connectionPaths: Record<string, Methods> = {
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
export const issuePaths: Record<string, Methods> = {
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
export const analyticsPaths: Record<string, Methods> = {
  "/summary": { GET: read(getAnalyticsSummary) },
  "/volume": { GET: read(getAnalyticsVolume) },
  "/handling": { GET: read(getAnalyticsHandling) },
  "/answers": { GET: read(getAnalyticsAnswers) },
  "/issues": { GET: read(getAnalyticsIssues) },
  "/companies": { GET: read(getAnalyticsCompanies) },
};

/** The agent, and examples its answers are compared with, below `/api/projects/:projectId`. */
export const agentPaths: Record<string, Methods> = {
  "/settings/agent": { GET: read(getAgent), PATCH: manage(patchAgent) },
  "/agent/cases": { GET: read(getCases), POST: write(postCase) },
  "/agent/cases/:caseId": { DELETE: write(deleteOneCase) },
  "/agent/runs": { GET: read(getAgentRuns), POST: write(postAgentRun) },
  "/agent/runs/:runId": { GET: read(getAgentRun), DELETE: write(deleteAgentRun) },
};

/** Knowledge, below `/api/projects/:projectId`. */
export const knowledgePaths: Record<string, Methods> = {
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
export const reviewPaths: Record<string, Methods> = {
  "/review": { GET: read(getDecisions), POST: write(postReviews) },
  "/review/:decisionId": { PATCH: write(patchDecision) },
};

/** What belongs to a project but to none of its collections, below `/api` and the project. */
export const projectPaths: Record<string, Methods> = {
  "/search": { GET: read(getSearch) },
  "/members": { GET: read(getMembers) },
};

/** What happens in a project, below it. */
export const eventPaths: Record<string, Methods> = { "/events": { GET: read(getEvents) } };

/** What needs no project, below `/api`. */
export const callerPaths: Record<string, Methods> = {
  "/projects": { GET: { action: null, handler: getProjects } },
};
