import { notFound } from "../core/errors.ts";
import { eventStream, eventStreamHeaders, type SendEvent } from "../core/events/mod.ts";
import { type ConversationNews, followConversation, followProject } from "../core/live/mod.ts";
import { getSession } from "../core/sessions/mod.ts";
import { watchAccess } from "./access_watch.ts";
import type { ApiContext } from "./context.ts";
import { presentMessage, presentSession } from "./present.ts";
import { sessionIdOf } from "./sessions_one.ts";

/** `GET /events`: the project's events as they happen, continuing after `Last-Event-ID`. */
export async function getEvents(c: ApiContext): Promise<Response> {
  const { services, projectId } = c.var;
  const last = c.req.header("last-event-id") ?? c.req.query("lastEventId") ?? null;
  return await stream(c, (send) =>
    followProject(
      services,
      projectId,
      last,
      (event) => send(event.type, event, event.id),
      () => send("gap", {}),
    ));
}

/** `GET /:sessionId/stream`: one conversation as it happens, beginning with a snapshot. */
export async function getSessionStream(c: ApiContext): Promise<Response> {
  const { services, projectId } = c.var;
  const sessionId = sessionIdOf(c);
  if (!await getSession(services.sql, projectId, sessionId)) throw notFound("Session");
  return await stream(c, (send) =>
    followConversation(services, projectId, sessionId, (news) => {
      send(news.type, presentNews(news));
    }));
}

/**
 * An open stream that ends with the request, the server, or the caller's access. It is answered once
 * it is listening: whoever has the answer misses nothing from then on.
 */
async function stream(
  c: ApiContext,
  follow: (send: SendEvent) => Promise<() => void>,
): Promise<Response> {
  // The body of an answer to HEAD is never read, so it must not be one that waits for events.
  if (c.req.raw.method === "HEAD") return new Response(null, { headers: eventStreamHeaders });
  const signal = AbortSignal.any([c.req.raw.signal, c.var.services.stopping]);
  const listening = Promise.withResolvers<void>();
  if (signal.aborted) listening.resolve();
  const response = eventStream(signal, async (send, end) => {
    const stopFollowing = await follow(send).catch((error) => {
      listening.reject(error);
      throw error;
    });
    listening.resolve();
    const stopWatching = watchAccess(c, end);
    return () => {
      stopWatching();
      stopFollowing();
    };
  });
  await listening.promise;
  return response;
}

function presentNews(news: ConversationNews): unknown {
  switch (news.type) {
    case "snapshot":
      return {
        session: presentSession(news.session),
        messages: news.messages.map(presentMessage),
        draft: news.draft,
      };
    case "message":
      return { message: presentMessage(news.message) };
    case "session":
      return { session: presentSession(news.session) };
    case "deleted":
      return {};
    default:
      return news.data;
  }
}
