import { now } from "../clock.ts";

/** No more subjects are remembered than this; the oldest windows go first. */
const MOST_SUBJECTS = 100_000;

/** Counts in fixed windows within this process: enough against floods, free of the database. */
export class Throttle {
  readonly #windows = new Map<string, { endsAt: number; count: number }>();

  /**
   * Counts one more for a subject.
   *
   * @returns seconds until it may go on, 0 when it may now
   */
  take(subject: string, limit: number, perSeconds: number, at: Date = now()): number {
    const time = at.getTime();
    const known = this.#windows.get(subject);
    if (known && known.endsAt > time) {
      known.count++;
      return known.count <= limit ? 0 : Math.ceil((known.endsAt - time) / 1000);
    }
    // Set anew, so that the map's order is the order in which windows end.
    this.#windows.delete(subject);
    this.#windows.set(subject, { endsAt: time + perSeconds * 1000, count: 1 });
    if (this.#windows.size > MOST_SUBJECTS) {
      this.#windows.delete(this.#windows.keys().next().value!);
    }
    return 0;
  }
}
