/** A timer that comes later than this by so many milliseconds: others wait for the processor. */
const BUSY_MILLISECONDS = 10;
const LEAST = 16;
const MOST = 256;

/**
 * How much is begun at once, so that whoever waits for an answer of this process does not wait for
 * webhooks: less whenever the process is found busy, slowly more again while it is not.
 */
export class Pace {
  #amount = 64;

  /** How much may be begun now. */
  get amount(): number {
    return Math.floor(this.#amount);
  }

  /** Takes note of how late a timer came, in milliseconds. */
  note(late: number): void {
    this.#amount = late > BUSY_MILLISECONDS
      ? Math.max(LEAST, this.#amount * 0.7)
      : Math.min(MOST, this.#amount + 8);
  }
}
