import { isSafeId } from "../access/mod.ts";
import { now } from "../clock.ts";
import type { Secret } from "../crypto.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { newestPosition } from "../events/mod.ts";
import { newId } from "../id.ts";
import type { AllowList } from "../net/mod.ts";
import { assertTags } from "../sessions/tags.ts";
import {
  checkEndpoint,
  type EndpointInput,
  MOST_ENDPOINTS,
  type WebhookEndpoint,
} from "./endpoints_model.ts";
import {
  deleteEndpointRow,
  disableEndpoint,
  enableEndpoint,
  insertEndpoint,
  insertFollower,
  lockAndCount,
  replaceSecret,
  selectEndpoint,
  updateEndpointRow,
} from "./endpoints_sql.ts";
import { newSecret, sealSecret } from "./secret.ts";

/** For so long both secrets sign after one was replaced. */
export const OVERLAP_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What changing endpoints stands on. */
export interface EndpointContext {
  sql: Sql | Tx;
  /** The installation's secret. */
  secret: Secret;
  /** Private hosts that may be called. */
  allowed: AllowList;
}

/** An endpoint with its secret, which is known at this moment only. */
export interface EndpointWithSecret {
  endpoint: WebhookEndpoint;
  secret: string;
}

/**
 * One endpoint.
 *
 * @throws {AppError} 404
 */
export async function getEndpoint(
  db: Db,
  projectId: string,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = isSafeId(id) ? await selectEndpoint(db, projectId, id) : null;
  if (!endpoint) throw notFound("Webhook");
  return endpoint;
}

/**
 * Adds an endpoint, which is told what happens from now on.
 *
 * @throws {AppError} 400 field by field, 409 when the project has 20 already
 */
export async function createEndpoint(
  { sql, secret: ours, allowed }: EndpointContext,
  projectId: string,
  input: EndpointInput,
  createdBy: string | null,
  at: Date = now(),
): Promise<EndpointWithSecret> {
  const checked = checkEndpoint(input, allowed);
  const id = newId("hook", at);
  const secret = newSecret();
  const sealed = await sealSecret(ours, projectId, id, secret);
  return await transaction(sql, async (tx) => {
    if (await lockAndCount(tx, projectId) >= MOST_ENDPOINTS) {
      throw conflict(`A project has at most ${MOST_ENDPOINTS} webhooks. Delete one first.`);
    }
    if (checked.tags.length > 0) await assertTags(tx, projectId, checked.tags);
    await insertEndpoint(tx, projectId, id, checked, sealed, createdBy, at);
    await insertFollower(tx, projectId, await newestPosition(tx));
    return { endpoint: await getEndpoint(tx, projectId, id), secret };
  });
}

/** What is to be changed of an endpoint; what is absent stays. */
export interface EndpointPatch extends Partial<EndpointInput> {
  status?: "enabled" | "disabled";
}

/**
 * Changes an endpoint. One that is switched on anew is sent what waited for it at once.
 *
 * @throws {AppError} 404, 400 field by field
 */
export async function updateEndpoint(
  { sql, allowed }: EndpointContext,
  projectId: string,
  id: string,
  patch: EndpointPatch,
  at: Date = now(),
): Promise<WebhookEndpoint> {
  return await transaction(sql, async (tx) => {
    const known = await getEndpoint(tx, projectId, id);
    const { status, ...fields } = patch;
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    );
    if (Object.keys(given).length > 0) {
      await updateEndpointRow(
        tx,
        projectId,
        id,
        checkEndpoint({ ...known, ...given }, allowed),
        at,
      );
    }
    if (status === "disabled") await disableEndpoint(tx, projectId, id, "person", at);
    if (status === "enabled") await enableEndpoint(tx, projectId, id, at);
    return await getEndpoint(tx, projectId, id);
  });
}

/**
 * Gives an endpoint a new secret. For 24 hours what is sent is signed with both.
 *
 * @throws {AppError} 404
 */
export async function rotateSecret(
  { sql, secret: ours }: EndpointContext,
  projectId: string,
  id: string,
  at: Date = now(),
): Promise<EndpointWithSecret> {
  await getEndpoint(sql, projectId, id);
  const secret = newSecret();
  const sealed = await sealSecret(ours, projectId, id, secret);
  const until = new Date(at.getTime() + OVERLAP_MILLISECONDS);
  if (!await replaceSecret(sql, projectId, id, sealed, until, at)) throw notFound("Webhook");
  return { endpoint: await getEndpoint(sql, projectId, id), secret };
}

/**
 * Deletes an endpoint with the log of what was sent to it.
 *
 * @throws {AppError} 404
 */
export async function deleteEndpoint(
  { sql }: Pick<EndpointContext, "sql">,
  projectId: string,
  id: string,
): Promise<void> {
  await transaction(sql, async (tx) => {
    // Nobody adds one while it is looked whether this was the last.
    await lockAndCount(tx, projectId);
    await getEndpoint(tx, projectId, id);
    if (!await deleteEndpointRow(tx, projectId, id)) throw notFound("Webhook");
  });
}
