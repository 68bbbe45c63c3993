import {
  AppError,
  check,
  type Conversation,
  type LiveHost,
  type Message,
  notFound,
  readJson,
  type Session,
} from "#plugin-kit";
import { presentMessage, presentSession } from "./present.ts";
import { limitPerMinute, type VisitorCall } from "./route.ts";
import { identification, MAX_BODY, type NewMessage, newMessage } from "./schemas.ts";
import { judge, type Judged } from "./standing.ts";

/** Messages a minute of one visitor, and of one address: an office shares one. */
const MESSAGES_PER_VISITOR = 20;
const MESSAGES_PER_ADDRESS = 100;

/** Stores a visitor's message; the first one, or one to a closed session, opens a session. */
export async function postMessage(call: VisitorCall): Promise<Response> {
  const { request, host, project, visitorId, clientAddress } = call;
  limitPerMinute(host, `messages ${project.id} ${visitorId}`, MESSAGES_PER_VISITOR);
  limitPerMinute(host, `messages ${project.id} ${clientAddress}`, MESSAGES_PER_ADDRESS);
  const input = check(newMessage, (await readJson(request, MAX_BODY)).value);

  const given = input.session_id === undefined
    ? null
    : await host.sessionOfVisitor(project.id, visitorId, input.session_id);
  const { settings: { require_verified_identity } } = call;
  const judged = await judge(
    host,
    project.id,
    require_verified_identity,
    input.user,
    input.metadata,
  );
  const stored = given && await appendTo(call, given, input, judged) ||
    await openSession(call, input, judged);
  return Response.json({
    session: presentSession(stored.session),
    message: presentMessage(stored.message),
    identity: judged.standing,
  }, { status: 201 });
}

/** Tells who a visitor is, once the page knows it. */
export async function postIdentify(
  { request, host, project, settings, visitorId }: VisitorCall,
): Promise<Response> {
  const input = check(identification, (await readJson(request, MAX_BODY)).value);
  const session = await host.sessionOfVisitor(project.id, visitorId, input.session_id);
  if (!session) throw notFound("Session");
  const required = settings.require_verified_identity;
  const judged = await judge(host, project.id, required, input.user, input.metadata);
  // What is proven of a session is not for the next person at the same browser to change.
  const isOthers = await isOfOther(host, project.id, session.id, judged);
  if (!isOthers) {
    await host.ingest(project.id, [{
      externalId: session.external_id!,
      ...judged.about,
      messages: [],
    }]);
  }
  const identity = isOthers ? "unverified" : judged.standing;
  return Response.json({ session: presentSession(session), identity });
}

/** Adds to a session that is there; null when it takes nothing more. */
async function appendTo(call: VisitorCall, session: Session, input: NewMessage, judged: Judged) {
  const { host, project } = call;
  // A repetition gets its first answer, also when the session was closed in between.
  const known = await host.messageByClientId(project.id, session.id, input.client_id);
  if (known) return { session, message: known };
  if (session.status === "closed") return null;
  if (await isOfOther(host, project.id, session.id, judged)) return null;
  try {
    return await deliver(call, session.external_id!, input, judged);
  } catch (error) {
    if (error instanceof AppError && error.code === "session_closed") return null;
    throw error;
  }
}

/** The session's outer id is made of the message's: a repetition finds the session it opened. */
function openSession(call: VisitorCall, input: NewMessage, judged: Judged) {
  return deliver(call, `${call.visitorId}:${input.client_id}`, input, judged);
}

/** Whether a session is proven to be of somebody whom this call does not prove to be. */
async function isOfOther(
  host: LiveHost,
  projectId: string,
  sessionId: string,
  { verifiedUser }: Judged,
): Promise<boolean> {
  const owner = await host.verifiedUserOf(projectId, sessionId);
  return owner !== null && owner !== verifiedUser;
}

async function deliver(
  { host, project, visitorId }: VisitorCall,
  externalId: string,
  input: NewMessage,
  judged: Judged,
): Promise<{ session: Session; message: Message }> {
  const conversation: Conversation = {
    externalId,
    visitorId,
    isLive: true,
    wantsAnswer: true,
    sessionType: "chat",
    pageUrl: webAddress(input.page?.url),
    pageTitle: input.page?.title,
    ...judged.about,
    messages: [{ externalId: input.client_id, senderType: "user", content: input.text }],
  };
  const [result] = await host.ingest(project.id, [conversation]);
  const [session, message] = await Promise.all([
    host.sessionOfVisitor(project.id, visitorId, result!.sessionId),
    host.messageByClientId(project.id, result!.sessionId, input.client_id),
  ]);
  if (!session || !message) throw notFound("Session");
  return { session, message };
}

/** The address when it is one of the web: the team will click on it. */
function webAddress(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}
