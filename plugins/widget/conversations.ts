import { eventStream, notFound, type Session } from "#plugin-kit";
import { presentConversation, presentNews, presentSession } from "./present.ts";
import type { VisitorCall } from "./route.ts";

const PRIVATE = { "Cache-Control": "no-store" };

/** The visitor's sessions, newest first. */
export async function listSessions({ host, project, visitorId }: VisitorCall) {
  const sessions = await host.sessionsOfVisitor(project.id, visitorId);
  return Response.json({ sessions: sessions.map(presentSession) }, { headers: PRIVATE });
}

/** One session with its messages and the answer being written. */
export async function getSession({ host, project, visitorId, params }: VisitorCall) {
  const found = await host.conversationOfVisitor(project.id, visitorId, params.sessionId ?? "");
  if (!found) throw notFound("Session");
  return Response.json(presentConversation(found), { headers: PRIVATE });
}

/** Follows a session, beginning with all of it. Ends when the session is deleted. */
export async function streamSession(call: VisitorCall): Promise<Response> {
  const { request, host, project } = call;
  const session = await ownSession(call);
  const deleted = new AbortController();
  const signal = AbortSignal.any([request.signal, host.stopping, deleted.signal]);
  return eventStream(signal, (send) =>
    host.follow(project.id, session.id, (news) => {
      if (news.type === "deleted") return deleted.abort();
      const said = presentNews(news);
      if (said) send(said.event, said.data);
    }));
}

/** Shows the team that the visitor is writing. */
export async function postTyping(call: VisitorCall): Promise<Response> {
  const session = await ownSession(call);
  if (session.status === "active") call.host.typing(call.project.id, session.id);
  return new Response(null, { status: 204 });
}

/** A session that is not the visitor's is as unknown as one that never was. */
async function ownSession({ host, project, visitorId, params }: VisitorCall): Promise<Session> {
  const session = await host.sessionOfVisitor(project.id, visitorId, params.sessionId ?? "");
  if (!session) throw notFound("Session");
  return session;
}
