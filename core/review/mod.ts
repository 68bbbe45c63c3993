/** The review: turns conversations that ended into tags, summaries, customers and issues. */
export { type ReviewModel } from "./ask_model.ts";
export { reviewSpent, type ReviewUsage } from "./budget.ts";
export {
  decide,
  DECISION_ACTIONS,
  type DecisionAction,
  type DecisionPage,
  lastDecision,
  listDecisions,
  readReview,
  WAITING_CAP,
  waitingDecisions,
} from "./decide.ts";
export type { ListedDecision } from "./decisions_sql.ts";
export { fillReviews, sweepReviews, UNDER_WAY } from "./fill.ts";
export { createReview, type Review } from "./review.ts";
export {
  type Decider,
  type Decision,
  type DecisionKind,
  type DecisionValue,
  type Evidence,
  REVIEW_MODES,
  REVIEW_STEPS,
  type ReviewMode,
  type ReviewRun,
  type ReviewStep,
  type RunStep,
} from "./review_model.ts";
export { type Asker, startReview } from "./run.ts";
export { MOST_REVIEWS, reviewSessions } from "./review.ts";
export { readReviewSettings, type ReviewSettings } from "./settings.ts";
export { reviewUsage } from "./usage_sql.ts";
