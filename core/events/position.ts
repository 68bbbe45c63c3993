/** Where a reader of events stands: transaction and position, both as decimal text. */
export interface EventPosition {
  xact: string;
  position: string;
}

const LAST_TRANSACTION = 2n ** 64n - 1n;
const LAST_POSITION = 2n ** 63n - 1n;

/** The position an event's id stands for; null when the text is not such an id. */
export function parsePosition(id: string): EventPosition | null {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(id);
  if (!match) return null;
  const [, xact, position] = match as unknown as [string, string, string];
  // PostgreSQL refuses numbers beyond its types; no event of ours has one.
  if (BigInt(xact) > LAST_TRANSACTION || BigInt(position) > LAST_POSITION) return null;
  return { xact, position };
}

/** Whether the first place is behind the second in the order of events. */
export function isAfter(one: EventPosition, other: EventPosition): boolean {
  const [a, b] = [BigInt(one.xact), BigInt(other.xact)];
  return a > b || (a === b && BigInt(one.position) > BigInt(other.position));
}
