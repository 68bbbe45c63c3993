import { currentDraft } from "../agent/mod.ts";
import type { Secret } from "../crypto.ts";
import type { Sql } from "../db/mod.ts";
import type { EventHub } from "../events/mod.ts";
import { followConversation } from "../live/mod.ts";
import { findProject } from "../projects/mod.ts";
import {
  ingest,
  listMessages,
  messageByExternalId,
  sessionOfVisitor,
  sessionsOfVisitor,
} from "../sessions/mod.ts";
import { selectVerifiedUser, verifyVisitor } from "../visitors/mod.ts";
import type { LiveHost } from "./host.ts";
import { Throttle } from "./throttle.ts";

/** The host that a plugin's routes get; everything it stores carries the plugin's id as source. */
export function createHost(
  services: {
    sql: Sql;
    hub: EventHub;
    idleMinutes: number;
    stopping: AbortSignal;
    bundles: Record<string, string>;
    /** Opens what is sealed; without it nobody's identity can be verified. */
    secret?: Secret;
  },
  source: string,
): LiveHost {
  const { sql, hub, idleMinutes, stopping, bundles, secret } = services;
  const throttle = new Throttle();
  return {
    idleMinutes,
    stopping,
    bundles,
    ingest: (projectId, conversations) => ingest(sql, { projectId, source }, conversations),
    project: (projectId) => findProject(sql, projectId),
    sessionsOfVisitor: (projectId, visitorId) => sessionsOfVisitor(sql, projectId, visitorId),
    sessionOfVisitor: (projectId, visitorId, sessionId) =>
      sessionOfVisitor(sql, projectId, visitorId, sessionId),
    async conversationOfVisitor(projectId, visitorId, sessionId) {
      const session = await sessionOfVisitor(sql, projectId, visitorId, sessionId);
      if (!session) return null;
      const [messages, draft] = await Promise.all([
        listMessages(sql, projectId, sessionId, 500),
        currentDraft(sql, projectId, sessionId),
      ]);
      return { session, messages, draft };
    },
    messageByClientId: (projectId, sessionId, clientId) =>
      messageByExternalId(sql, projectId, sessionId, clientId),
    verifyVisitor: async (projectId, user, signature) =>
      secret ? await verifyVisitor(sql, secret, projectId, user, signature) : null,
    verifiedUserOf: (projectId, sessionId) => selectVerifiedUser(sql, projectId, sessionId),
    follow: (projectId, sessionId, tell) =>
      followConversation({ sql, hub }, projectId, sessionId, tell),
    typing: (projectId, sessionId) =>
      hub.ephemeral(projectId, sessionId, "typing", { who: "customer", name: null }),
    throttle: (subject, limit, perSeconds) => throttle.take(subject, limit, perSeconds),
  };
}
