import {
  AppError,
  check,
  type Conversation,
  type Customer,
  type Message,
  notFound,
  readJson,
  type Session,
} from "#plugin-kit";
import { presentMessage, presentSession } from "./present.ts";
import { limitPerMinute, type VisitorCall } from "./route.ts";
import { identification, MAX_BODY, type NewMessage, newMessage, type User } from "./schemas.ts";

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
  const stored = given && await appendTo(call, given, input) || await openSession(call, input);
  return Response.json({
    session: presentSession(stored.session),
    message: presentMessage(stored.message),
  }, { status: 201 });
}

/** Tells who a visitor is, once the page knows it. */
export async function postIdentify({ request, host, project, visitorId }: VisitorCall) {
  const input = check(identification, (await readJson(request, MAX_BODY)).value);
  const session = await host.sessionOfVisitor(project.id, visitorId, input.session_id);
  if (!session) throw notFound("Session");
  await host.ingest(project.id, [{
    externalId: session.external_id!,
    ...about(input.user, input.metadata),
    messages: [],
  }]);
  return Response.json({ session: presentSession(session) });
}

/** Adds to a session that is there; null when it takes nothing more. */
async function appendTo(call: VisitorCall, session: Session, input: NewMessage) {
  const { host, project } = call;
  // A repetition gets its first answer, also when the session was closed in between.
  const known = await host.messageByClientId(project.id, session.id, input.client_id);
  if (known) return { session, message: known };
  if (session.status === "closed") return null;
  try {
    return await deliver(call, session.external_id!, input);
  } catch (error) {
    if (error instanceof AppError && error.code === "session_closed") return null;
    throw error;
  }
}

/** The session's outer id is made of the message's: a repetition finds the session it opened. */
function openSession(call: VisitorCall, input: NewMessage) {
  return deliver(call, `${call.visitorId}:${input.client_id}`, input);
}

async function deliver(
  { host, project, visitorId }: VisitorCall,
  externalId: string,
  input: NewMessage,
): Promise<{ session: Session; message: Message }> {
  const conversation: Conversation = {
    externalId,
    visitorId,
    isLive: true,
    wantsAnswer: true,
    sessionType: "chat",
    pageUrl: webAddress(input.page?.url),
    pageTitle: input.page?.title,
    ...about(input.user, input.metadata),
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

/** What the page says of its visitor, as contact and as data of the session. */
function about(
  user: User | undefined,
  metadata: Record<string, unknown> | undefined,
): Pick<Conversation, "customer" | "userMetadata"> {
  const customer: Customer = {
    userId: user?.id || undefined,
    email: user?.email || undefined,
    name: user?.name || undefined,
  };
  const { userId, email, name } = customer;
  const known = Object.fromEntries(
    Object.entries({ userId, email, name }).filter(([, value]) => value !== undefined),
  );
  return {
    // A name alone tells nobody apart: it is kept with the session only.
    ...(userId || email ? { customer } : {}),
    userMetadata: { ...metadata, ...known },
  };
}

/** The address when it is one of the web: the team will click on it. */
function webAddress(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}
