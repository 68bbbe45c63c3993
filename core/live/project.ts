import type { ProjectEvent } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { type EventHub, parsePosition, readProjectEventsAfter } from "../events/mod.ts";

/** A reader further behind than this is told to start afresh. */
const MOST_MISSED = 5_000;
const BATCH = 500;

/**
 * Follows a project's events, beginning after `lastEventId` when that is given and not too long
 * ago; `tellGap` is called instead when it is, and the reader has to look at everything again.
 *
 * @returns how to stop
 */
export async function followProject(
  { sql, hub }: { sql: Sql; hub: EventHub },
  projectId: string,
  lastEventId: string | null,
  tell: (event: ProjectEvent) => void,
  tellGap: () => void,
): Promise<() => void> {
  let isLive = false;
  const waiting: ProjectEvent[] = [];
  const unsubscribe = await hub.subscribe(projectId, {
    onEvent: (event) => isLive ? tell(event) : waiting.push(event),
  });
  let last = lastEventId === null ? null : parsePosition(lastEventId);
  if (lastEventId !== null && last === null) tellGap();
  for (let missed = 0; last !== null;) {
    const events = await readProjectEventsAfter(sql, projectId, last, BATCH);
    events.forEach(tell);
    missed += events.length;
    const newest = events.at(-1);
    if (newest) last = parsePosition(newest.id);
    if (events.length < BATCH) break;
    if (missed >= MOST_MISSED) {
      tellGap();
      break;
    }
  }
  // What came while the missed ones were read: those it already told are not told again.
  for (const event of waiting) if (last === null || isAfter(event.id, last)) tell(event);
  isLive = true;
  return unsubscribe;
}

function isAfter(id: string, position: { xact: string; position: string }): boolean {
  const own = parsePosition(id)!;
  const [xact, base] = [BigInt(own.xact), BigInt(position.xact)];
  return xact > base || (xact === base && BigInt(own.position) > BigInt(position.position));
}
