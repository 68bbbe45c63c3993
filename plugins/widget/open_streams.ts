import { tooManyRequests } from "#plugin-kit";

/** Seconds until it is worth asking again. */
const RETRY_SECONDS = 30;

/** Counts open streams by visitor and address, so that nobody holds all connections of a server. */
export class OpenStreams {
  readonly #open = new Map<string, number>();

  /**
   * Notes streams as open under each subject.
   *
   * @returns how to note their end; calling it again changes nothing
   * @throws {AppError} 429 when one of the subjects has as many as it may
   */
  take(limits: Record<string, number>): () => void {
    const subjects = Object.keys(limits);
    if (subjects.some((subject) => this.count(subject) >= limits[subject]!)) {
      throw tooManyRequests(RETRY_SECONDS, "Too many open chats. Close some tabs.");
    }
    for (const subject of subjects) this.#open.set(subject, this.count(subject) + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      for (const subject of subjects) {
        const left = this.count(subject) - 1;
        if (left > 0) this.#open.set(subject, left);
        else this.#open.delete(subject);
      }
    };
  }

  /** How many are open under a subject now. */
  count(subject: string): number {
    return this.#open.get(subject) ?? 0;
  }
}
