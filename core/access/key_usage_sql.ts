import type { Db } from "../db/mod.ts";

/** What a key did at one endpoint within one hour. */
export interface UsageCount {
  projectId: string;
  keyId: string;
  endpoint: string;
  /** The hour's beginning, in milliseconds. */
  hour: number;
  requests: number;
  clientErrors: number;
  serverErrors: number;
  rateLimited: number;
}

/** When and from where a key was used last. */
export interface LastUse {
  projectId: string;
  keyId: string;
  /** In milliseconds. */
  at: number;
  /** Null when it is not known. */
  address: string | null;
}

/**
 * Adds counts to what is stored, to the hours and to the days. Keys that are gone are left out. Rows
 * are locked in their order, so that servers which write at the same moment wait for each other.
 */
export async function addUsage(db: Db, counts: UsageCount[]): Promise<void> {
  const of = <Name extends keyof UsageCount>(name: Name) => counts.map((count) => count[name]);
  const hours = counts.map(({ hour }) => new Date(hour).toISOString());
  await db`
    with given as (
      select * from unnest(
        ${of("projectId")}::text[], ${of("keyId")}::text[], ${of("endpoint")}::text[],
        ${hours}::timestamptz[], ${of("requests")}::int[], ${of("clientErrors")}::int[],
        ${of("serverErrors")}::int[], ${of("rateLimited")}::int[]
      ) as g (project_id, key_id, endpoint, hour, requests, client_errors, server_errors, rate_limited)
    ), present as materialized (
      select k.project_id, k.id from api_keys k
      where (k.project_id, k.id) in (select project_id, key_id from given)
      order by k.project_id, k.id for key share
    )
    insert into key_usage as stored (project_id, key_id, grain, period, endpoint,
      requests, client_errors, server_errors, rate_limited)
    select g.project_id, g.key_id, grains.grain, date_trunc(grains.grain, g.hour, 'UTC'), g.endpoint,
      sum(g.requests), sum(g.client_errors), sum(g.server_errors), sum(g.rate_limited)
    from given g
    join present p on p.project_id = g.project_id and p.id = g.key_id
    cross join (values ('hour'), ('day')) as grains (grain)
    group by 1, 2, 3, 4, 5
    order by 1, 2, 3, 4, 5
    on conflict (project_id, key_id, grain, period, endpoint) do update set
      requests = stored.requests + excluded.requests,
      client_errors = stored.client_errors + excluded.client_errors,
      server_errors = stored.server_errors + excluded.server_errors,
      rate_limited = stored.rate_limited + excluded.rate_limited`;
}

/** Notes when and from where keys were used, unless a later use is known. */
export async function noteLastUses(db: Db, uses: LastUse[]): Promise<void> {
  const times = uses.map(({ at }) => new Date(at).toISOString());
  await db`
    with given as (
      select * from unnest(
        ${uses.map(({ projectId }) => projectId)}::text[], ${
    uses.map(({ keyId }) => keyId)
  }::text[],
        ${times}::timestamptz[], ${uses.map(({ address }) => address)}::text[]
      ) as g (project_id, key_id, used_at, address)
    ), present as materialized (
      select k.project_id, k.id, g.used_at, g.address
      from api_keys k join given g on g.project_id = k.project_id and g.key_id = k.id
      where k.last_used_at is null or k.last_used_at <= g.used_at
      order by k.project_id, k.id for no key update of k
    )
    update api_keys k set last_used_at = p.used_at, last_used_from = p.address
    from present p where k.project_id = p.project_id and k.id = p.id`;
}

/** Deletes what is older than is kept: hours and days that began before. */
export async function deleteUsage(
  db: Db,
  before: { hours: Date; days: Date },
): Promise<void> {
  await db`
    delete from key_usage where (grain = 'hour' and period < ${before.hours})
      or (grain = 'day' and period < ${before.days})`;
}

/** Numbers of requests. */
export interface UsageNumbers {
  requests: number;
  /** Answers from 400 to 499, without those below. */
  clientErrors: number;
  /** Answers with 500 and above. */
  serverErrors: number;
  /** Answers with 429. */
  rateLimited: number;
}

/** A key's requests by hours or days, those without any left out. */
export async function selectPeriods(
  db: Db,
  key: { projectId: string; keyId: string },
  grain: "hour" | "day",
  from: Date,
): Promise<(UsageNumbers & { period: Date })[]> {
  return await db<(UsageNumbers & { period: Date })[]>`
    select period, sum(requests)::float8 as requests,
      sum(client_errors)::float8 as "clientErrors", sum(server_errors)::float8 as "serverErrors",
      sum(rate_limited)::float8 as "rateLimited"
    from key_usage
    where project_id = ${key.projectId} and key_id = ${key.keyId} and grain = ${grain}
      and period >= ${from}
    group by period order by period`;
}

/** A key's requests by endpoint, the most used first. */
export async function selectEndpoints(
  db: Db,
  key: { projectId: string; keyId: string },
  grain: "hour" | "day",
  from: Date,
  limit: number,
): Promise<(UsageNumbers & { endpoint: string })[]> {
  return await db<(UsageNumbers & { endpoint: string })[]>`
    select endpoint, sum(requests)::float8 as requests,
      sum(client_errors)::float8 as "clientErrors", sum(server_errors)::float8 as "serverErrors",
      sum(rate_limited)::float8 as "rateLimited"
    from key_usage
    where project_id = ${key.projectId} and key_id = ${key.keyId} and grain = ${grain}
      and period >= ${from}
    group by endpoint order by 2 desc, endpoint limit ${limit}`;
}

/** How many requests each key of a project made in days from one on; keys without any left out. */
export async function selectRequests(
  db: Db,
  projectId: string,
  from: Date,
): Promise<{ keyId: string; requests: number }[]> {
  return await db<{ keyId: string; requests: number }[]>`
    select key_id as "keyId", sum(requests)::float8 as requests from key_usage
    where project_id = ${projectId} and grain = 'day' and period >= ${from}
    group by key_id`;
}
