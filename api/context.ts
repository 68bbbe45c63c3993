import type { Context, Env } from "hono";
import type {
  Accounts,
  KeyIdentity,
  KeyUsage,
  RateLimiter,
  Role,
  User,
} from "../core/access/mod.ts";
import type { ModelSettings, Prices } from "../core/agent/mod.ts";
import type { Secret } from "../core/crypto.ts";
import type { Sql } from "../core/db/mod.ts";
import type { EventHub } from "../core/events/mod.ts";
import type { Embedder } from "../core/knowledge/mod.ts";
import type { AllowList } from "../core/net/mod.ts";
import type { SyncEngine } from "../core/sync/mod.ts";

/** What the API stands on. */
export interface ApiServices {
  sql: Sql;
  hub: EventHub;
  accounts: Accounts;
  rateLimiter: RateLimiter;
  /** Counts what keys are used for; without one nothing is counted. */
  keyUsage?: KeyUsage | null;
  /** Runs connections to sources. */
  sync: SyncEngine;
  /** The model that writes briefs; without one they are made of the evidence alone. */
  model?: ModelSettings | null;
  /** What its tokens cost; null when the operator gave no prices. */
  prices?: Prices | null;
  /** Finds knowledge by its meaning; without one its words decide. */
  embedder?: Embedder | null;
  /** Private hosts that outgoing calls may reach; without, none. */
  allowedHosts?: AllowList;
  /** Ids of the sources a session can have. */
  sources: readonly string[];
  /** The address people use, when configured. */
  publicUrl: string | null;
  /** Signs links to archives; without it there are none. */
  secret?: Secret;
  /** Where archives of projects lie. @default .data */
  config?: { dataDir: string };
  /** Aborted when the server stops; open streams end with it. */
  stopping: AbortSignal;
  /** How often open streams check their reader's access. @default 5,000 */
  accessCheckMilliseconds?: number;
}

/** Who calls: a program with a project's key, or a signed-in person. */
export type Caller = { kind: "key"; key: KeyIdentity } | { kind: "person"; user: User };

/** What the API's handlers find on the context. */
export interface ApiEnv extends Env {
  Variables: {
    services: ApiServices;
    caller: Caller;
    projectId: string;
    role: Role | null;
    /** The status that a body breaking the schema gets on this path. */
    schemaStatus: 400 | 422;
  };
}

/** The context of the API's handlers. */
export type ApiContext = Context<ApiEnv>;

/**
 * The address of whoever sent a request.
 *
 * @param env what was handed to `fetch` beside the request: `clientAddress` as `clientIp` gives it
 */
export function callerAddress(env: unknown): string {
  return (env as { clientAddress?: string } | undefined)?.clientAddress ?? "unknown";
}
