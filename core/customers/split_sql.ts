import type { Db, Tx } from "../db/mod.ts";
import type { Identity } from "./customer_model.ts";

/**
 * The sessions of a contact that came by one identity: by address or user id those that name it, by
 * a source's id all of that source, unless the contact has another id there.
 */
function sessionsBy(db: Db, projectId: string, contactId: string, { kind, value }: Identity) {
  const named = kind === "email"
    ? db`lower(s.user_metadata ->> 'email') = ${value}`
    : kind === "user"
    ? db`s.user_metadata ->> 'userId' = ${value}`
    : db`s.source = ${kind} and not exists (select from contact_identities i
        where i.project_id = ${projectId} and i.contact_id = ${contactId} and i.kind = ${kind}
          and i.value <> ${value})`;
  return db`s.project_id = ${projectId} and s.contact_id = ${contactId} and ${named}`;
}

/** How many sessions would go with an identity. */
export async function countSessionsBy(
  db: Db,
  projectId: string,
  contactId: string,
  identity: Identity,
): Promise<number> {
  const [row] = await db<{ amount: number }[]>`
    select count(*)::int as amount from sessions s where ${
    sessionsBy(db, projectId, contactId, identity)
  }`;
  return row!.amount;
}

/** Gives the sessions that came by an identity to another contact; how many there were. */
export async function moveSessionsBy(
  tx: Tx,
  projectId: string,
  contactId: string,
  identity: Identity,
  toId: string,
): Promise<number> {
  const result = await tx`
    update sessions s set contact_id = ${toId} where ${
    sessionsBy(tx, projectId, contactId, identity)
  }`;
  return result.count;
}
