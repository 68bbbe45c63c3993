import { eventStream, notFound, type Session } from "#plugin-kit";
import { OpenStreams } from "./open_streams.ts";
import { presentConversation, presentNews, presentSession } from "./present.ts";
import type { VisitorCall } from "./route.ts";

const PRIVATE = { "Cache-Control": "no-store" };

/** Streams open at once of one visitor (tabs), and of one address: an office shares one. */
const STREAMS_PER_VISITOR = 12;
const STREAMS_PER_ADDRESS = 300;

const openStreams = new OpenStreams();

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
  const { request, host, project, visitorId, clientAddress } = call;
  const session = await ownSession(call);
  const release = openStreams.take({
    [`${project.id} ${visitorId}`]: STREAMS_PER_VISITOR,
    [clientAddress]: STREAMS_PER_ADDRESS,
  });
  const deleted = new AbortController();
  const signal = AbortSignal.any([request.signal, host.stopping, deleted.signal]);
  // A reader may be gone before the stream begins.
  signal.addEventListener("abort", release, { once: true });
  if (signal.aborted) release();
  return eventStream(signal, async (send) => {
    try {
      const stop = await host.follow(project.id, session.id, (news) => {
        if (news.type === "deleted") return deleted.abort();
        const said = presentNews(news);
        if (said) send(said.event, said.data);
      });
      return () => {
        stop();
        release();
      };
    } catch (error) {
      release();
      throw error;
    }
  });
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
