/** Who the visitor is, as your application knows them. */
export interface HissunoUser {
  /** Your own id of the person; another id at the same browser starts with a clean slate. */
  id?: string | number;
  name?: string;
  email?: string;
  /**
   * Proves the id or the e-mail address: hex HMAC-SHA256 with the secret of your project's widget,
   * made on your server.
   */
  user_hash?: string;
}

/** Data about the visit that your team should see: plan, version, what was clicked. */
export type HissunoMetadata = Record<string, unknown>;

/** A message of the conversation. */
export interface HissunoMessage {
  id: string;
  client_id: string | null;
  sequence: number;
  role: "user" | "assistant";
  sender_type: "user" | "ai" | "human_agent" | "bot";
  sender_name: string | null;
  content: string;
  sources: { title: string; url: string | null }[];
  /** ISO 8601. */
  created_at: string;
}

/** The conversation, without its messages. Times are ISO 8601. */
export interface HissunoSession {
  id: string;
  status: "active" | "closed";
  is_human_takeover: boolean;
  human_name: string | null;
  /** What closed it: `person`, `api`, `idle`, `source`; null while active. */
  closed_by: string | null;
  message_count: number;
  preview: string | null;
  created_at: string;
  last_activity_at: string;
}

/** What can be listened to, and what the listener gets. */
export interface HissunoEvents {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: HissunoMessage;
  session: HissunoSession;
  /** A teammate took over from the agent. */
  takeover: HissunoSession;
}

/** A listener of one event. */
export type HissunoListener<Name extends keyof HissunoEvents> = (
  value: HissunoEvents[Name],
) => void;

/** Also found as `window.Hissuno`. Calls made before the widget is there wait for it. */
export interface HissunoApi {
  /** Names the visitor, now and on later pages. */
  identify(user: HissunoUser, metadata?: HissunoMetadata): void;
  /** Opens the chat; `draft` is put into the field for the visitor to send. */
  open(options?: { draft?: string }): void;
  close(): void;
  toggle(): void;
  /** Opens the chat and sends a message for the visitor. */
  send(text: string): void;
  on<Name extends keyof HissunoEvents>(name: Name, listener: HissunoListener<Name>): void;
  off<Name extends keyof HissunoEvents>(name: Name, listener: HissunoListener<Name>): void;
  /** Forgets the visitor and the conversations in this browser. */
  logout(): void;
  /** Shows the round button. */
  show(): void;
  /** Hides the round button; `open` still opens the chat. */
  hide(): void;
}

/** What `load` needs and takes. */
export interface HissunoOptions {
  /** Your project's id, from its settings page. */
  projectId: string;
  /** Address of your Hissuno server, such as `https://feedback.example.com`. */
  host: string;
  /** @default "right" */
  position?: "left" | "right";
  /** @default "auto", which follows the visitor's system */
  theme?: "auto" | "light" | "dark";
  /** Opens the chat once the page is idle. @default false */
  open?: boolean;
  /** Shows the round button. @default true */
  launcher?: boolean;
  /** A CSS colour that wins over the project's. */
  color?: string;
  user?: HissunoUser;
  metadata?: HissunoMetadata;
  /** The widget's texts in your language, by name. */
  strings?: Record<string, string>;
  /** BCP 47 tag for dates. @default "en" */
  locale?: string;
}
