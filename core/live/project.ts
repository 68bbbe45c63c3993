import type { ProjectEvent } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import {
  type EventHub,
  type EventPosition,
  hasEvent,
  isAfter,
  parsePosition,
  readProjectEventsAfter,
} from "../events/mod.ts";

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
  let last = lastEventId === null ? null : parsePosition(lastEventId);
  const waiting: ProjectEvent[] = [];
  const tellNew = (event: ProjectEvent) => {
    if (last !== null) {
      // Read as a missed one already. Live events are in order, so the first new one ends the looking.
      if (!isAfter(parsePosition(event.id)!, last)) return;
      last = null;
    }
    tell(event);
  };
  const unsubscribe = await hub.subscribe(projectId, {
    onEvent: (event) => isLive ? tellNew(event) : waiting.push(event),
  });
  try {
    // Not an id of ours, or of an event that is gone with those that came after it.
    if (last !== null && !await hasEvent(sql, projectId, last)) last = null;
    if (lastEventId !== null && last === null) tellGap();
    if (last !== null) last = await tellMissed(sql, projectId, last, tell, tellGap);
  } catch (error) {
    unsubscribe();
    throw error;
  }
  isLive = true;
  waiting.forEach(tellNew);
  return unsubscribe;
}

async function tellMissed(
  sql: Sql,
  projectId: string,
  after: EventPosition,
  tell: (event: ProjectEvent) => void,
  tellGap: () => void,
): Promise<EventPosition> {
  for (let last = after, missed = 0;;) {
    const events = await readProjectEventsAfter(sql, projectId, last, BATCH);
    events.forEach(tell);
    missed += events.length;
    const newest = events.at(-1);
    if (newest) last = parsePosition(newest.id)!;
    if (events.length < BATCH) return last;
    if (missed >= MOST_MISSED) {
      tellGap();
      return last;
    }
  }
}
