import { deleteExpired, forgetOldUsage } from "../core/access/mod.ts";
import { keepAnalytics } from "../core/analytics/mod.ts";
import { now } from "../core/clock.ts";
import { deleteConsentsBefore } from "../core/consent/mod.ts";
import { deleteRowsBefore } from "../core/customers/mod.ts";
import { keepArchives } from "../core/exports/mod.ts";
import { deleteEventsBefore } from "../core/events/mod.ts";
import { deleteKeysBefore } from "../core/idempotency/mod.ts";
import { pruneDeliveries, resumeForgotten } from "../core/exchange/mod.ts";
import { recountMarked } from "../core/issues/mod.ts";
import { requestMissingEmbeddings, startDueSources } from "../core/knowledge/mod.ts";
import { pruneJobs } from "../core/jobs/mod.ts";
import {
  forgetOldNotifications,
  keepNotifications,
  makeDigests,
} from "../core/notifications/mod.ts";
import { sweepOutbox } from "../core/outbox/mod.ts";
import { sweepReviews } from "../core/review/mod.ts";
import { closeIdleSessions } from "../core/sessions/mod.ts";
import { startDueSyncs } from "../core/sync/mod.ts";
import { pruneWebhooks } from "../core/webhooks/mod.ts";
import type { Services } from "./services.ts";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** How long events can be caught up with. */
const EVENT_DAYS = 30;
/** How long the rows of an imported file are kept, for those that were not taken. */
const IMPORT_DAYS = 30;

/** Registers what runs by the clock; with several replicas each tick runs on one of them. */
export function startSchedules(services: Services): void {
  const { sql, config, schedules, embedder } = services;
  schedules.add("close idle sessions", "* * * * *", async () => {
    await closeIdleSessions(sql, config.idleMinutes);
  });
  schedules.add("forget ended sign-ins", "41 * * * *", async () => {
    await deleteExpired(sql, now());
    await deleteConsentsBefore(sql, now());
  });
  schedules.add("start due syncs", "* * * * *", async () => {
    await startDueSyncs(sql);
  });
  schedules.add("read due knowledge", "* * * * *", async () => {
    await startDueSources(sql);
    if (embedder) await requestMissingEmbeddings(sql, embedder);
  });
  schedules.add("resume forgotten deliveries", "* * * * *", async () => {
    await resumeForgotten(sql, now());
  });
  schedules.add("send what was forgotten", "* * * * *", async () => {
    await sweepOutbox(sql);
  });
  schedules.add("forget old deliveries", "29 3 * * *", async () => {
    await pruneDeliveries(sql, now());
  });
  schedules.add("count issues anew", "* * * * *", async ({ signal }) => {
    await recountMarked(sql, signal);
  });
  schedules.add("review what has ended", "* * * * *", async () => {
    await sweepReviews(sql);
  });
  schedules.add("keep analytics", "* * * * *", async ({ signal }) => {
    await keepAnalytics(sql, signal);
  });
  schedules.add("keep notifications", "* * * * *", async ({ at }) => {
    await keepNotifications(services, at);
  });
  // From Monday 08:00 UTC on; later hours make up for a server that was down.
  schedules.add("weekly digests", "0 * * * *", async ({ at }) => {
    await makeDigests(sql, at);
  });
  schedules.add("remove old archives", "23 * * * *", async ({ at }) => {
    await keepArchives({ sql, dataDir: config.dataDir }, at);
  });
  schedules.add("forget old usage of keys", "53 * * * *", async ({ at }) => {
    await forgetOldUsage(sql, at);
  });
  schedules.add("forget old events", "17 3 * * *", async () => {
    const time = now().getTime();
    // Before the events they are about.
    await pruneWebhooks(sql, now());
    await deleteEventsBefore(sql, new Date(time - EVENT_DAYS * DAY_MILLISECONDS));
    await pruneJobs(sql);
    await forgetOldNotifications(services, now());
    await deleteKeysBefore(sql, new Date(time - DAY_MILLISECONDS));
    await deleteRowsBefore(sql, new Date(time - IMPORT_DAYS * DAY_MILLISECONDS), now());
  });
}
