import type { Sql, Tx } from "../db/mod.ts";
import type { DigestData, NotificationKind } from "./notifications_model.ts";

/** A thing that is about to be given to people. */
export interface ThingRow {
  kind: NotificationKind;
  actor_id: string | null;
  created_at: Date;
}

/** Holds a thing that nobody was told of yet, until the transaction ends; null when there is none. */
export async function takeThing(
  tx: Tx,
  projectId: string,
  position: string,
): Promise<ThingRow | null> {
  const [row] = await tx<ThingRow[]>`
    select kind, actor_id, created_at from notification_things
    where project_id = ${projectId} and position = ${position} and spread_at is null for update`;
  return row ?? null;
}

/** Gives a thing to people, each once. */
export async function insertNotifications(
  tx: Tx,
  projectId: string,
  position: string,
  { kind, created_at }: ThingRow,
  people: { userId: string; inDashboard: boolean; byMail: boolean }[],
): Promise<void> {
  await tx`
    insert into notifications
      (project_id, user_id, position, kind, in_dashboard, mail_status, created_at)
    select ${projectId}, person.user_id, ${position}, ${kind}, person.in_dashboard, person.mail_status,
      ${created_at}
    from jsonb_to_recordset(${
    tx.json(people.map(({ userId, inDashboard, byMail }) => ({
      user_id: userId,
      in_dashboard: inDashboard,
      mail_status: byMail ? "waiting" : "none",
    })))
  }) as person(user_id text, in_dashboard boolean, mail_status text)
    on conflict (project_id, user_id, position) do nothing`;
}

/** Notes that a thing was given to everybody. */
export async function endThing(
  tx: Tx,
  projectId: string,
  position: string,
  at: Date,
): Promise<void> {
  await tx`
    update notification_things set spread_at = ${at}
    where project_id = ${projectId} and position = ${position}`;
}

/** Things of all projects that wait for longer than usual: their job was lost. */
export async function forgottenThings(
  sql: Sql,
  before: Date,
): Promise<{ project_id: string; position: string }[]> {
  return await sql<{ project_id: string; position: string }[]>`
    select project_id, position::text from notification_things
    where spread_at is null and created_at < ${before}
    order by created_at limit 1000`;
}

/** Stores a digest; its position, or null when the week's is there already. */
export async function insertDigest(
  tx: Tx,
  projectId: string,
  key: string,
  data: DigestData,
  at: Date,
): Promise<string | null> {
  const [row] = await tx<{ position: string }[]>`
    insert into notification_things (project_id, kind, key, data, created_at)
    values (${projectId}, 'digest', ${key}, ${tx.json(data as never)}, ${at})
    on conflict (project_id, kind, key) do nothing returning position::text`;
  return row?.position ?? null;
}

/** Projects that have no digest of that key yet. */
export async function projectsWithoutDigest(sql: Sql, key: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select p.id from projects p
    where not exists (select from notification_things t
      where t.project_id = p.id and t.kind = 'digest' and t.key = ${key})
    order by p.id`;
  return rows.map(({ id }) => id);
}

/** Removes things, notifications and e-mails from before a time. */
export async function deleteThingsBefore(sql: Sql, before: Date): Promise<void> {
  await sql`delete from notification_things where created_at < ${before}`;
  await sql`delete from notification_mails where created_at < ${before}`;
}
