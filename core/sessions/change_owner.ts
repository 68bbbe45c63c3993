import type { HandoffWay } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import { insertHandoff, setOwner } from "./ownership_sql.ts";
import { tellOwner } from "./send_out.ts";

/** Who takes a session over. */
export interface NewOwner {
  /** What `taken_over_by` becomes: an account, `api`, or `<source>:<id there>`. */
  id: string;
  /** The account, for those who have one. */
  accountId: string | null;
  name: string | null;
}

/**
 * Makes a teammate the owner of a session, or the agent when null, with all that follows: a new
 * ownership version, the record of the handoff, the event, and news to where the session happens.
 * The caller holds the session locked.
 *
 * @returns whether it has another owner now
 */
export async function changeOwner(
  tx: Tx,
  projectId: string,
  sessionId: string,
  owner: NewOwner | null,
  way: HandoffWay,
  at: Date,
): Promise<boolean> {
  const { version, isChanged } = await setOwner(tx, projectId, sessionId, owner, at);
  if (!isChanged) return false;
  await insertHandoff(tx, projectId, sessionId, {
    id: newId("hand", at),
    kind: owner ? "takeover" : "hand_back",
    way,
    accountId: owner?.accountId ?? null,
    name: owner?.name ?? null,
    version,
  }, at);
  const data = owner ? { taken_over_by: owner.id, name: owner.name } : { taken_over_by: null };
  await appendEvents(tx, projectId, [{ type: "session.takeover", sessionId, data }], at);
  await tellOwner(tx, projectId, sessionId);
  return true;
}
