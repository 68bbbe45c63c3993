import type { Conversation, IngestResult } from "./conversation.ts";
import type { Session } from "./session.ts";
import type { SourceContext } from "./source.ts";

/** Whether the agent answers in a channel. */
export type ChannelMode = "interactive" | "passive";

/** Which of a channel's threads are captured: those with somebody from outside, or all. */
export type ChannelScope = "external" | "all";

/** A place of a provider in which conversations happen, as the provider tells of it. */
export interface ProviderChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  /** People from outside of the account take part. */
  isExternal: boolean;
  isArchived: boolean;
  /** We are in it, and so hear what is said. */
  isMember: boolean;
  memberCount: number | null;
}

/** A channel as a connection keeps it. */
export interface Channel<Time = Date> extends ProviderChannel {
  /** Whether its conversations are captured. */
  isMonitored: boolean;
  mode: ChannelMode;
  scope: ChannelScope;
  /** From when on its past is read; null: from the moment it was chosen. */
  backfillFrom: Time | null;
}

/** Small things a plugin remembers for a connection, by kind and id. Gone with the connection. */
export interface Records {
  get<Value>(kind: string, id: string): Promise<Value | null>;
  set(kind: string, id: string, value: unknown): Promise<void>;
  /** Sets it only when there is none yet; whether it did. */
  add(kind: string, id: string, value: unknown): Promise<boolean>;
  delete(kind: string, id: string): Promise<void>;
  /** All of a kind whose id begins with `prefix`, by id, at most 1,000. */
  list<Value>(kind: string, prefix?: string): Promise<{ id: string; value: Value }[]>;
}

/** The channels of a connection. */
export interface Channels {
  /** One channel, also one that is not captured; null when unknown. */
  get(id: string): Promise<Channel | null>;
  /** Those that are captured. */
  monitored(): Promise<Channel[]>;
  /** Notes what the provider says now; what a person chose stays. */
  update(id: string, change: Partial<Omit<ProviderChannel, "id">>): Promise<void>;
  /**
   * The provider gave a channel another id. Sessions whose outer id begins with the old one and a
   * colon follow.
   */
  rename(id: string, newId: string): Promise<void>;
}

/** Somebody of the team, as a provider knows them. */
export interface ProviderTeammate {
  /** The provider's id of this person. */
  externalId: string;
  name: string;
  /** Finds the teammate's account here, when the provider tells it. */
  email?: string | null;
}

/** A person of the project who acts on a session. */
export interface SessionTeammate {
  /** The account here. */
  id: string;
  name: string;
  email: string | null;
}

/** By which way a session changed hands; kept for analytics. */
export type HandoffWay = "dashboard" | "thread" | "direct_message" | "api" | "agent" | "idle";

/** A connection of a live source: the provider, the door, and what the plugin may do with its own sessions. */
export interface LiveConnection<Settings = unknown, Secret = unknown>
  extends SourceContext<Settings, Secret> {
  readonly projectId: string;
  readonly connectionId: string;
  /** Who the credentials belong to. */
  readonly accountId: string | null;
  /** Through the one door, as conversations of this connection. */
  ingest(conversations: (Conversation & { externalId: string })[]): Promise<IngestResult[]>;
  /** A session of this connection by its outer id, or null. */
  session(externalId: string): Promise<Session | null>;
  /** A message of a session of this connection by the provider's id, or by ours. */
  message(
    externalId: string,
    message: { externalId: string } | { id: string },
  ): Promise<{ id: string; externalId: string | null; content: string } | null>;
  /** Marks a message as deleted where it was said; a later delivery of it is then ignored. */
  deleteMessage(externalId: string, messageExternalId: string): Promise<void>;
  /**
   * A teammate answered where the conversation happens: they own the session from now on, and the
   * agent is silent. Nothing changes when they own it already. Closed sessions are left alone.
   */
  takeOver(externalId: string, teammate: ProviderTeammate, via: HandoffWay): Promise<void>;
  /** Gives the session back to the agent. */
  handBack(externalId: string, via: HandoffWay): Promise<void>;
  /**
   * A teammate's answer that was written elsewhere (a direct message): stored as theirs, then sent
   * into the conversation by `Replies.send`. Delivering the same `messageExternalId` again changes
   * nothing; with another text it edits, and with `null` it deletes the answer there too.
   *
   * @returns our id of the message; null when there is none, or none any more
   */
  forward(
    externalId: string,
    teammate: ProviderTeammate,
    message: { externalId: string; text: string | null },
  ): Promise<string | null>;
  /** The address of a session in the dashboard; null when the server does not know its own. */
  sessionUrl(sessionId: string): string | null;
  records: Records;
  channels: Channels;
  /** The credentials were withdrawn: the connection needs attention, with this sentence. */
  needsAttention(message: string): Promise<void>;
  /** Has a sync run look for what was missed. */
  repair(): Promise<void>;
}

/** What a provider sent, before anything is known of it. */
export interface RawDelivery {
  headers: Headers;
  /** The very bytes: signatures are made of them. */
  body: Uint8Array;
}

/** What a delivery claims to be; not to be believed before `verify`. */
export interface ReadDelivery {
  /** Ids of the accounts it may be for; empty: any (a question about the address itself). */
  accounts: string[];
  /** Said at once when it is genuine, and nothing is stored; for questions about the address itself. */
  answer?: string;
  /** Left out: genuine or not, there is nothing to do. */
  delivery?: Delivery;
}

/** One delivery, stored before it is handled. */
export interface Delivery {
  /** The provider's id: the same one is stored once per connection. */
  id: string;
  /** Those of one lane are handled one after another, in the order of `order`, then of arrival. */
  lane: string;
  order?: string;
  /** The channel it is of: connections that do not capture it are passed over. */
  channel?: string;
  payload: unknown;
}

/** Takes what a provider sends by itself, at `POST /plugins/<id>/events` or over a socket. */
export interface Receiver<Settings, Secret> {
  /**
   * Reads a delivery without believing it.
   *
   * @throws {AppError} 400 for what is none
   */
  read(raw: RawDelivery): ReadDelivery;
  /** Whether it is genuine for a connection with this secret, at this time. */
  verify(raw: RawDelivery, secret: Secret, at: Date): Promise<boolean>;
  /** Handles a stored delivery; may run twice. What it throws has it tried again later. */
  handle(payload: unknown, connection: LiveConnection<Settings, Secret>): Promise<void>;
  /**
   * Keeps a socket open for hosts that cannot be reached from outside, until `signal` aborts or it
   * fails. Of several replicas one holds it. `deliver` resolves once the delivery is stored: only
   * then acknowledge it. Absent settings: returns at once.
   */
  socket?(
    connection: LiveConnection<Settings, Secret>,
    deliver: (delivery: Delivery) => Promise<void>,
  ): Promise<void>;
  /** Whether a connection with this secret wants the socket. */
  wantsSocket?(settings: Settings, secret: Secret): boolean;
}

/** A message written here, on its way into a conversation. */
export interface OutgoingMessage {
  /** Our id: the mark by which the provider's copy is found again. */
  id: string;
  senderType: "ai" | "human_agent";
  senderName: string | null;
  /** Markdown. */
  content: string;
  sources: { title: string; url: string | null }[];
  /** The provider's id once it was sent. */
  externalId: string | null;
}

/** The conversation a message goes to. */
export interface OutgoingSession {
  id: string;
  externalId: string;
  name: string | null;
}

/** An answer that grows in view of the customer. */
export interface AnswerStream {
  /** The text so far, as shown in the dashboard; called again with longer ones. Does not wait. */
  write(text: string): void;
  /** Nothing comes any more. What was shown is either completed by `send` or removed by `discard`. */
  close(): Promise<void>;
}

/** Brings what is written here to where the conversation happens. */
export interface Replies<Settings, Secret> {
  /**
   * Sends a message. May be called again after a crash: one that is there already, found by its id,
   * is not sent twice. Completes what `stream` has shown.
   *
   * @returns the provider's id of the message
   * @throws {RefusedReply} when sending it again is of no use
   */
  send(
    session: OutgoingSession,
    message: OutgoingMessage,
    connection: LiveConnection<Settings, Secret>,
    attempt: number,
  ): Promise<{ externalId: string }>;
  /** Changes the text of a message that was sent. */
  edit?(
    session: OutgoingSession,
    message: OutgoingMessage & { externalId: string },
    connection: LiveConnection<Settings, Secret>,
  ): Promise<void>;
  /** Removes a message that was sent. */
  delete?(
    session: OutgoingSession,
    messageExternalId: string,
    connection: LiveConnection<Settings, Secret>,
  ): Promise<void>;
  /** Begins to show an answer while it is written; null when it is better shown at once. */
  stream?(
    session: OutgoingSession,
    message: { id: string },
    connection: LiveConnection<Settings, Secret>,
  ): Promise<AnswerStream | null>;
  /** Removes what was shown of an answer that will not be given. */
  discard?(
    session: OutgoingSession,
    message: { id: string },
    connection: LiveConnection<Settings, Secret>,
  ): Promise<void>;
  /** A teammate took the session over here; null: it was given back. May be called twice. */
  ownerChanged?(
    session: OutgoingSession,
    teammate: SessionTeammate | null,
    connection: LiveConnection<Settings, Secret>,
  ): Promise<void>;
}

/** A reply the provider will never take; the sentence is shown beside the message. */
export class RefusedReply extends Error {
  override name = "RefusedReply";
}

/** The channels part of a source. */
export interface ChannelSource<Settings, Secret> {
  /** All channels we may see, page by page. */
  list(connection: SourceContext<Settings, Secret>): AsyncGenerator<ProviderChannel[], void, void>;
  /** Enters a channel so that its messages reach us. Throws a sentence when a person must invite us. */
  join(id: string, connection: SourceContext<Settings, Secret>): Promise<void>;
  leave(id: string, connection: SourceContext<Settings, Secret>): Promise<void>;
}

/** Connecting by consent at the provider instead of by pasted tokens. */
export interface Consent<Settings, Secret> {
  /** The fields of `secret` a person enters first; the others come from the provider. */
  fields: readonly string[];
  /** Where the person is sent. `state` comes back with them. */
  address(
    given: { settings: Settings; secret: Partial<Secret> },
    request: { state: string; redirectUri: string },
  ): URL;
  /** Trades the code that came back for the rest of the secret. */
  exchange(
    request: { code: string; redirectUri: string; secret: Partial<Secret> },
    context: SourceContext<Settings, Partial<Secret>>,
  ): Promise<Secret>;
}

/** One step of setting a source up at the provider, shown above the form. */
export interface SetupStep {
  title: string;
  /** Plain text; lines that begin with "- " are a list. */
  text: string;
  link?: { label: string; url: string };
  /** Shown in a box with a button that copies it. */
  copy?: { label: string; text: string };
}

/** Our addresses, as the provider needs them. */
export interface SetupAddresses {
  /** Where it sends its events. */
  events: string;
  /** Where it sends people back after consent. */
  redirect: string;
  /** Whether the provider can reach us over https. */
  isPublic: boolean;
}

/** The parts of a source whose conversations happen elsewhere while they go on. */
export interface LiveParts<Settings, Secret> {
  receive?: Receiver<Settings, Secret>;
  replies?: Replies<Settings, Secret>;
  channels?: ChannelSource<Settings, Secret>;
  consent?: Consent<Settings, Secret>;
  /** What to do at the provider before connecting. */
  setup?(addresses: SetupAddresses): SetupStep[];
}
