import type { z } from "zod";
import type { Conversation, IngestResult } from "./conversation.ts";
import type { Channel, LiveParts, Records } from "./live.ts";
import type { SessionType } from "./session.ts";

/** The contract version this core speaks; a plugin names the one it was written for. */
export const CONTRACT_VERSION = 1;

/** What a source says of itself before anything is connected. */
export interface Manifest {
  contract: 1;
  /** The folder's name, and `source` of every session it makes. Lower-case letters, digits, hyphens. */
  id: string;
  name: string;
  /** One sentence for the integrations page. */
  summary: string;
  produces: SessionType;
  /** Hosts it may call; `*.example.com` allows one label. Empty for sources that only receive. */
  hosts: readonly string[];
  /** The provider's own limit; the engine keeps one budget per connection. */
  limits?: { requests: number; perSeconds: number };
  defaultSchedule?: "manual" | "1h" | "6h" | "24h";
  /**
   * How far each run looks back before the start of the one before, for items that appear late.
   * @default 300
   */
  overlapSeconds?: number;
  /** What the date filter goes by, for the form: "the date a ticket was solved". */
  dateFilter?: string;
}

/** One item of a sync stream. Everything before a checkpoint is stored together with it. */
export type SyncItem<Cursor = unknown> =
  | { type: "conversation"; value: Conversation & { externalId: string } }
  | { type: "deleted"; externalId: string }
  | { type: "problem"; externalId?: string; message: string }
  | { type: "checkpoint"; stream?: string; cursor: Cursor | undefined };

/** Who the credentials belong to, shown after Connect and Test. */
export interface Account {
  id: string;
  label: string;
}

/** A request to a provider, in the form that plugins like. */
export interface ProviderRequest {
  /** @default {"POST" with a body, else "GET"} */
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Added to the address; what is undefined is left out, dates become ISO 8601. */
  query?: Record<string, string | number | boolean | Date | undefined>;
  headers?: Record<string, string>;
  /** `Authorization: Bearer ...`. */
  bearer?: string;
  /** `Authorization: Basic ...` of user name and password. */
  basic?: readonly [user: string, password: string];
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`; its Content-Type stands in `headers`. */
  text?: string;
  /**
   * Sent at most once: when the answer is lost or says 5xx, it throws instead of sending again. For
   * what must not happen twice. Waiting for a rate limit stays.
   */
  once?: boolean;
}

/** A connection's settings and secrets, with the only ways out. */
export interface SourceContext<Settings, Secret> {
  settings: Settings;
  secret: Secret;
  /**
   * Calls the provider: declared hosts only, one rate budget per connection, Retry-After, retries
   * with backoff, size and time caps. Statuses other than 429 and 5xx are the caller's to read.
   */
  fetch(url: string | URL, request?: ProviderRequest): Promise<Response>;
  /**
   * As `fetch`, for an answer in JSON.
   *
   * @throws {ProviderError} for every status but 2xx, and for what is not JSON
   */
  // deno-lint-ignore no-explicit-any -- what a provider answers is checked where it is mapped
  json<Answer = any>(url: string | URL, request?: ProviderRequest): Promise<Answer>;
  /**
   * Whether an address that the provider gave may be opened by other means than `fetch`, such as a
   * socket: encrypted at a declared host, or at the stand-in that the operator chose.
   */
  reaches(url: string | URL): boolean;
  signal: AbortSignal;
  now(): Date;
}

/** What a sync run adds: its cursors, its window and its mode. */
export interface SyncContext<Settings, Secret, Cursor> extends SourceContext<Settings, Secret> {
  cursor(stream?: string): Cursor | undefined;
  /** The range to ask for: widened by the overlap, never past the start of the run. */
  window: { from: Date; to: Date };
  /**
   * The date filter a person set, both ends included; absent ends are open. Sources that page by
   * `window` need not look at it; those with a change cursor of their own leave out what is outside.
   */
  filter: { from?: Date; to?: Date };
  mode: "incremental" | "full" | "preview";
  /** For sources with channels: those that are captured, as they are when it is called. */
  channels(): Promise<Channel[]>;
  /** What the plugin remembers for this connection; lost with a preview. */
  records: Records;
}

/** What a plugin's own HTTP routes may do with a project: through the door, and nothing else. */
export interface RouteHost {
  /** Stores conversations of this plugin; see {@link Conversation}. */
  ingest(projectId: string, conversations: Conversation[]): Promise<IngestResult[]>;
}

/** An HTTP route of a plugin, served under `/plugins/<id>/`. */
export interface PluginRoute<Host extends RouteHost = RouteHost> {
  method: "GET" | "POST" | "OPTIONS";
  /** Relative to the plugin's prefix, with Hono's parameters: `/:projectId/messages`. */
  path: string;
  handle(
    request: Request,
    context: { params: Record<string, string>; host: Host; clientAddress: string },
  ): Response | Promise<Response>;
}

/** A source of conversations: one folder under `plugins/`, one `mod.ts`, this as its default export. */
export interface SourcePlugin<
  Settings extends z.ZodType = z.ZodType,
  Secret extends z.ZodType = z.ZodType,
  Cursor = unknown,
> extends LiveParts<z.infer<Settings>, z.infer<Secret>> {
  manifest: Manifest;
  /** Becomes the settings form; the same schema checks what is posted. */
  settings?: Settings;
  /** As `settings`, but write-only and stored encrypted. */
  secret?: Secret;
  /** Called by Connect and Test; throws with a sentence for a person when the credentials fail. */
  validateCredentials?(
    context: SourceContext<z.infer<Settings>, z.infer<Secret>>,
  ): Promise<Account>;
  /** Pulls conversations, oldest change first, yielding a checkpoint per page. */
  sync?(
    context: SyncContext<z.infer<Settings>, z.infer<Secret>, Cursor>,
  ): AsyncGenerator<SyncItem<Cursor>, void, void>;
  /** One conversation by its id, when a person asks to try an item again. */
  fetchOne?(
    externalId: string,
    context: SourceContext<z.infer<Settings>, z.infer<Secret>>,
  ): Promise<SyncItem<Cursor>>;
  /** Extra HTTP routes. `any`: the host a route asks for is checked where it is mounted. */
  // deno-lint-ignore no-explicit-any
  routes?: PluginRoute<any>[];
}

/** Gives a plugin its types; the shape is checked when the registry loads it. */
export function defineSource<
  Settings extends z.ZodType,
  Secret extends z.ZodType,
  Cursor = unknown,
>(plugin: SourcePlugin<Settings, Secret, Cursor>): SourcePlugin<Settings, Secret, Cursor> {
  return plugin;
}
