import { notFound } from "../core/errors.ts";
import { eventStream } from "../core/events/mod.ts";
import { followConversation, followProject } from "../core/live/mod.ts";
import { getSession } from "../core/sessions/mod.ts";
import type { ApiContext } from "./context.ts";
import { presentMessage, presentSession } from "./present.ts";
import { sessionIdOf } from "./sessions_one.ts";

/** `GET /events`: the project's events as they happen, continuing after `Last-Event-ID`. */
export function getEvents(c: ApiContext): Promise<Response> {
  const { services, projectId } = c.var;
  const last = c.req.header("last-event-id") ?? c.req.query("lastEventId") ?? null;
  const signal = AbortSignal.any([c.req.raw.signal, services.stopping]);
  return Promise.resolve(eventStream(signal, (send) =>
    followProject(
      services,
      projectId,
      last,
      (event) => send(event.type, event, event.id),
      () => send("gap", {}),
    )));
}

/** `GET /:sessionId/stream`: one conversation as it happens, beginning with a snapshot. */
export async function getSessionStream(c: ApiContext): Promise<Response> {
  const { services, projectId } = c.var;
  const sessionId = sessionIdOf(c);
  if (!await getSession(services.sql, projectId, sessionId)) throw notFound("Session");
  const signal = AbortSignal.any([c.req.raw.signal, services.stopping]);
  return eventStream(
    signal,
    (send) =>
      followConversation(services, projectId, sessionId, (news) => {
        if (news.type === "snapshot") {
          const { session, messages, draft } = news;
          send("snapshot", {
            session: presentSession(session),
            messages: messages.map(presentMessage),
            draft,
          });
        } else if (news.type === "message") {
          send("message", { message: presentMessage(news.message) });
        } else if (news.type === "session") {
          send("session", { session: presentSession(news.session) });
        } else send(news.type, "data" in news ? news.data : {});
      }),
  );
}
