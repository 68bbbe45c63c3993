import { Accounts, createAccounts, KeyUsage, RateLimiter } from "../core/access/mod.ts";
import {
  type Agent,
  createAgent,
  createEmbedder,
  type ModelSettings,
  modelSettings,
  type Prices,
  priceSettings,
} from "../core/agent/mod.ts";
import type { Config } from "../core/config.ts";
import type { SourcePlugin } from "../core/contract/mod.ts";
import { loadSecret, type Secret } from "../core/crypto.ts";
import { IMPORT_JOB, importHandler } from "../core/customers/mod.ts";
import type { Database, Migration, Sql } from "../core/db/mod.ts";
import { EventHub } from "../core/events/mod.ts";
import { archiveJobs } from "../core/exports/mod.ts";
import { evaluationJobs } from "../core/evaluation/mod.ts";
import {
  channelJobs,
  createSockets,
  drainLane,
  type Exchange,
  openConnection,
  type Sockets,
} from "../core/exchange/mod.ts";
import {
  createReader,
  type Embedder,
  embedHandlers,
  type KnowledgeReader,
  requestEmbedding,
} from "../core/knowledge/mod.ts";
import { type AllowList, createGuardedFetch, parseAllowList } from "../core/net/mod.ts";
import { createMailer, type Mailer, notificationJobs } from "../core/notifications/mod.ts";
import { createOutbox, type Outbox } from "../core/outbox/mod.ts";
import { createReview } from "../core/review/mod.ts";
import { createSyncEngine, runSync, type SyncEngine } from "../core/sync/mod.ts";
import { createWebhooks, type Webhooks } from "../core/webhooks/mod.ts";
import { createSchedules, createWorker, type Schedules, type Worker } from "../core/jobs/mod.ts";

/** Sources that come with connectors; a session can have them before any is connected. */
const CONNECTOR_SOURCES = ["slack", "intercom", "gong", "fathom", "zendesk", "posthog"];

/** Everything a running server shares. */
export interface Services {
  config: Config;
  database: Database;
  migrations: Migration[];
  sql: Sql;
  hub: EventHub;
  accounts: Accounts;
  rateLimiter: RateLimiter;
  /** Counts what keys are used for. */
  keyUsage: KeyUsage;
  agent: Agent;
  /** The model that was configured; null: everything is done by rules. */
  model: ModelSettings | null;
  /** What its tokens cost; null when the operator gave no prices. */
  prices: Prices | null;
  sync: SyncEngine;
  /** Sources whose conversations happen elsewhere while they go on. */
  exchange: Exchange;
  /** Brings what is written here to where sessions happen. */
  outbox: Outbox;
  /** Holds open what their providers send through. */
  sockets: Sockets;
  /** Sends e-mails; null when no mail server is configured. */
  mailer: Mailer | null;
  worker: Worker;
  /** Reads knowledge from elsewhere; apart, so that a large website keeps no answer waiting. */
  readers: Worker;
  reader: KnowledgeReader;
  /** Finds knowledge by its meaning; null when no embedding model is configured. */
  embedder: Embedder | null;
  /** Reviews sessions that ended, apart from what customers wait for. */
  reviewer: Worker;
  /** Tells other programs what happens. */
  webhooks: Webhooks;
  /** Private hosts that the operator lets outgoing calls reach. */
  allowedHosts: AllowList;
  schedules: Schedules;
  plugins: SourcePlugin[];
  /** Ids of the sources a session can have. */
  sources: readonly string[];
  publicUrl: string | null;
  secret: Secret;
  /** Addresses of extra browser files by name, such as the widget's. */
  bundles: Record<string, string>;
  stopping: AbortSignal;
}

/** Builds what a server needs on an open, migrated database. Nothing runs yet. */
export async function createServices(
  config: Config,
  database: Database,
  migrations: Migration[],
  plugins: SourcePlugin[],
  bundles: Record<string, string>,
  stopping: AbortSignal,
): Promise<Services> {
  const { sql } = database;
  const hub = new EventHub(sql, database.direct);
  const secret = await loadSecret(config.dataDir, config.secret);
  const publicUrl = config.publicUrl ?? null;
  const sync = createSyncEngine(sql, secret, plugins, config);
  const exchange: Exchange = { engine: sync, publicUrl };
  const outbox = createOutbox({
    sql,
    plugins: sync.plugins,
    open: async (projectId, connectionId, signal) =>
      (await openConnection(exchange, projectId, connectionId, signal))?.connection ?? null,
  });
  const mailer = createMailer(config);
  const model = modelSettings(config);
  const embedder = createEmbedder(model, config.openaiEmbeddingModel);
  const reader = createReader({
    ...{ sql, fetch: sync.guardedFetch },
    onStored: async (projectId) => {
      if (embedder) await requestEmbedding(sql, projectId);
    },
  });
  const prices = priceSettings(config);
  const allowedHosts = parseAllowList(config.allowedHosts);
  const agent = createAgent({ sql, hub, model, embedder, outlet: outbox.outlet, prices });
  return {
    config,
    database,
    migrations,
    sql,
    hub,
    accounts: createAccounts({ sql, secret, publicUrl }),
    rateLimiter: new RateLimiter(sql),
    keyUsage: new KeyUsage(sql),
    agent,
    model,
    prices,
    sync,
    exchange,
    outbox,
    sockets: createSockets(exchange),
    mailer,
    // Mostly answers, which wait for the model for minutes and hold no connection meanwhile.
    worker: createWorker({
      sql,
      handlers: {
        ...agent.handlers,
        "sync.run": (job) => runSync(sync, job),
        "source.deliver": (job) => drainLane(exchange, job),
        ...outbox.handlers,
        ...notificationJobs({ sql, secret, mailer }),
        ...channelJobs(sync),
      },
      concurrency: 16,
    }),
    readers: createWorker({
      sql,
      handlers: {
        ...reader.handlers,
        ...(embedder ? embedHandlers(sql, embedder) : {}),
        [IMPORT_JOB]: importHandler(sql),
        ...archiveJobs({ sql, dataDir: config.dataDir }),
      },
      concurrency: 4,
    }),
    reader,
    embedder,
    // Few at once: ten thousand imported sessions must not be felt in a conversation that goes on.
    reviewer: createWorker({
      sql,
      handlers: { ...createReview({ sql, model }).handlers, ...evaluationJobs({ sql, agent }) },
      concurrency: 3,
    }),
    webhooks: createWebhooks({ sql, secret, fetch: createGuardedFetch(allowedHosts) }),
    allowedHosts,
    schedules: createSchedules({ sql }),
    plugins,
    sources: [...new Set([...plugins.map(({ manifest }) => manifest.id), ...CONNECTOR_SOURCES])],
    publicUrl,
    secret,
    bundles,
    stopping,
  };
}
