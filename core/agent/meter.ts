import { estimateTokens } from "./budget.ts";
import type { Turn, TurnRequest } from "./model.ts";

/** Counts the tokens of one answer over all its requests. */
export class Meter {
  promptTokens = 0;
  completionTokens = 0;

  /**
   * Adds one request. Endpoints that do not count, and answers that broke off, are estimated.
   *
   * @param written how many characters came
   */
  add(request: TurnRequest, turn: Turn | null, written: number): void {
    if (turn && turn.promptTokens + turn.completionTokens > 0) {
      this.promptTokens += turn.promptTokens;
      this.completionTokens += turn.completionTokens;
      return;
    }
    const asked = request.messages.reduce((sum, { content }) => sum + content.length, 0);
    const called = turn?.toolCalls.reduce((sum, call) => sum + call.arguments.length, 0) ?? 0;
    this.promptTokens += estimateTokens(asked);
    this.completionTokens += estimateTokens(written + called);
  }

  /** What was counted. */
  get used(): { promptTokens: number; completionTokens: number } {
    return { promptTokens: this.promptTokens, completionTokens: this.completionTokens };
  }
}
