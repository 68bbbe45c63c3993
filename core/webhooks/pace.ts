/** A timer that comes later than this by so many milliseconds: others wait for the processor. */
const BUSY_MILLISECONDS = 8;
/** Statements that take longer than this, in milliseconds: the database is busy with others. */
const SLOW_MILLISECONDS = 40;
const LEAST = 4;
const MOST = 96;

/**
 * How much is begun at once, so that whoever waits for an answer of this process does not wait for
 * webhooks: less whenever process or database are found busy, slowly more again while it is not.
 */
export class Pace {
  #amount = 32;

  /** How much may be begun now. */
  get amount(): number {
    return Math.floor(this.#amount);
  }

  /** Takes note of how late a timer came and how long the statements took, in milliseconds. */
  note(late: number, answered: number): void {
    this.#amount = late > BUSY_MILLISECONDS || answered > SLOW_MILLISECONDS
      ? Math.max(LEAST, this.#amount * 0.6)
      : Math.min(MOST, this.#amount + 4);
  }
}
