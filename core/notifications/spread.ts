import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { choiceOf } from "./choices.ts";
import { selectMemberChoices } from "./choices_sql.ts";
import { endThing, forgottenThings, insertNotifications, takeThing } from "./spread_sql.ts";

const FORGOTTEN_MILLISECONDS = 60_000;

/**
 * Gives a thing to everybody who wants to hear of it, but not to who did it. Once, however often it is
 * called and by however many processes.
 *
 * @param canMail whether a mail server is configured; without one nothing waits for it
 */
export async function spreadThing(
  sql: Sql,
  projectId: string,
  position: string,
  canMail: boolean,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const thing = await takeThing(tx, projectId, position);
    if (!thing) return;
    const members = await selectMemberChoices(tx, projectId, thing.kind);
    const people = members.filter(({ user_id }) => user_id !== thing.actor_id).map((member) => {
      const { inDashboard, byMail } = choiceOf(member, thing.kind);
      return { userId: member.user_id, inDashboard, byMail: byMail && canMail };
    }).filter(({ inDashboard, byMail }) => inDashboard || byMail);
    await endThing(tx, projectId, position, at);
    if (people.length === 0) return;
    await insertNotifications(tx, projectId, position, thing, people);
    if (!people.some(({ inDashboard }) => inDashboard)) return;
    const data = { kind: thing.kind };
    await appendEvents(tx, projectId, [
      { type: "notification.created", sessionId: null, data },
    ], at);
  });
}

/** Spreads what lies for a minute because its job was lost. */
export async function spreadForgotten(
  sql: Sql,
  canMail: boolean,
  at: Date = now(),
): Promise<void> {
  const before = new Date(at.getTime() - FORGOTTEN_MILLISECONDS);
  for (const { project_id, position } of await forgottenThings(sql, before)) {
    await spreadThing(sql, project_id, position, canMail, at);
  }
}
