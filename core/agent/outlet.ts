import type { Session } from "../contract/mod.ts";

/** Shows answers where their sessions happen while they are written. */
export interface AnswerOutlet {
  /**
   * Begins to show the answer that will be this message; null when it is shown nowhere else. The agent
   * neither waits for it nor learns of its failures.
   */
  begin(session: Session, messageId: string): ShownAnswer | null;
}

/** An answer that is shown elsewhere while it grows. */
export interface ShownAnswer {
  /** All of it so far. */
  write(text: string): void;
  /**
   * Nothing comes any more. `stored`: it is a message now, and sending it completes what is shown;
   * `dropped`: it will not be given; `left`: another worker goes on with it.
   */
  end(as: "stored" | "dropped" | "left"): void;
}
