import type { ConversationNews } from "../live/mod.ts";
import type { ClaimedUser, ProvenUser } from "../visitors/mod.ts";
import type { Draft } from "../agent/mod.ts";
import type { Message, RouteHost, Session } from "../contract/mod.ts";

/** A visitor's conversation as it stands. */
export interface VisitorConversation {
  session: Session;
  messages: Message[];
  draft: Draft | null;
}

/**
 * What the routes of a live source may do: besides the door, see and follow the conversations of one
 * visitor at a time. Other visitors' sessions look like missing ones.
 */
export interface LiveHost extends RouteHost {
  /** The project's name and settings, or null. */
  project(
    projectId: string,
  ): Promise<{ id: string; name: string; settings: Record<string, unknown> } | null>;
  /** A visitor's sessions, newest first, at most 50. */
  sessionsOfVisitor(projectId: string, visitorId: string): Promise<Session[]>;
  /** One session of a visitor, or null. */
  sessionOfVisitor(
    projectId: string,
    visitorId: string,
    sessionId: string,
  ): Promise<Session | null>;
  /** As `sessionOfVisitor`, with its messages and the answer being written. */
  conversationOfVisitor(
    projectId: string,
    visitorId: string,
    sessionId: string,
  ): Promise<VisitorConversation | null>;
  /** The message a visitor's browser sent under its own id, or null. */
  messageByClientId(
    projectId: string,
    sessionId: string,
    clientId: string,
  ): Promise<Message | null>;
  /** What of a page's claim is signed with the project's secret; null when nothing is. */
  verifyVisitor(
    projectId: string,
    user: ClaimedUser,
    signature: string,
  ): Promise<ProvenUser | null>;
  /** Whose session it is by signature, or null. */
  verifiedUserOf(projectId: string, sessionId: string): Promise<string | null>;
  /** Follows a session; begins with a snapshot. Check with `sessionOfVisitor` first. */
  follow(
    projectId: string,
    sessionId: string,
    tell: (news: ConversationNews) => void,
  ): Promise<() => void>;
  /** Shows the team that the visitor is typing. */
  typing(projectId: string, sessionId: string): void;
  /**
   * Counts one more of something, such as messages of a visitor.
   *
   * @returns seconds to wait, 0 when it is within the limit
   */
  throttle(subject: string, limit: number, perSeconds: number): number;
  /** Addresses of the built browser files outside pages by name, such as `widget-app`. */
  readonly bundles: Record<string, string>;
  /** Minutes without a message after which a live session is closed, unless the project says. */
  readonly idleMinutes: number;
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
}
