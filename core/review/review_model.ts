import type { IssueType } from "../issues/mod.ts";

/** What a review does, in this order. */
export const REVIEW_STEPS = ["classify", "summarise", "customer", "issues"] as const;
/** See {@link REVIEW_STEPS}. */
export type ReviewStep = (typeof REVIEW_STEPS)[number];

/** Whether reviews happen by themselves, and whether what they find waits for a person. */
export const REVIEW_MODES = ["off", "suggest", "automatic"] as const;
/** See {@link REVIEW_MODES}. */
export type ReviewMode = (typeof REVIEW_MODES)[number];

/** Where a decision stands. `applied`: by the review itself; `superseded`: a later review took its place. */
export const DECISION_STATES = [
  "suggested",
  "accepted",
  "changed",
  "rejected",
  "applied",
  "undone",
  "superseded",
] as const;
/** See {@link DECISION_STATES}. */
export type DecisionState = (typeof DECISION_STATES)[number];

/** What a decision is about. */
export type DecisionKind =
  | "tag"
  | "name"
  | "description"
  | "contact"
  | "company"
  | "issue_link"
  | "issue_new";

/** Our own rules, or a model. */
export type MadeBy = "rules" | "model";

/** Words of the session, exactly as they stand in a message. */
export interface Evidence {
  message_id: string;
  sequence: number;
  text: string;
}

/** What a decision wants to put in place, by its kind. */
export interface DecisionValue {
  /** Of a tag. */
  tag?: string;
  /** Of a name or a description. */
  text?: string;
  /** Of a contact: who it is, and what they are recognised by. */
  contact_id?: string;
  email?: string;
  user_id?: string;
  /** Of a company. */
  company_id?: string;
  domain?: string;
  /** Of a link to an issue. */
  issue_id?: string;
  /** Of a new issue; `title` also of a linked one, and `name` of a contact or company, to be shown. */
  title?: string;
  name?: string;
  type?: IssueType;
  description?: string | null;
}

/** A decision that is about to be stored. */
export interface Draft {
  kind: DecisionKind;
  /** The same subject is not suggested again once a person said no. */
  subject: string;
  value: DecisionValue;
  /** A sentence for a teammate. */
  reason: string;
  /** 0 to 1. */
  confidence: number;
  evidence: Evidence[];
  /** Waits for a person in every mode. @default false */
  needsPerson?: boolean;
}

/** What one step found. */
export interface StepResult {
  drafts: Draft[];
  madeBy: MadeBy;
  model: string | null;
  promptTokens: number;
  completionTokens: number;
  /** What was left alone and why, in a sentence or two; null when there is nothing to say. */
  note: string | null;
}

/** A message as the review reads it. */
export interface ReviewMessage {
  id: string;
  sequence: number;
  sender_type: "user" | "ai" | "human_agent" | "bot";
  sender_name: string | null;
  content: string;
}

/** A stored decision, with the names of the API's JSON. */
export interface Decision<Time = Date> {
  id: string;
  session_id: string;
  run_id: string;
  step: ReviewStep;
  kind: DecisionKind;
  subject: string;
  value: DecisionValue;
  reason: string;
  confidence: number;
  evidence: Evidence[];
  made_by: MadeBy;
  state: DecisionState;
  /** What was put in place instead of `value`, or in its name: see `core/review/apply.ts`. */
  applied: DecisionValue | null;
  decided_by: string | null;
  decided_by_name: string | null;
  created_at: Time;
  decided_at: Time | null;
}

/** Whoever decides: a person of the team, or a program with a key. */
export interface Decider {
  kind: "person" | "api";
  id: string | null;
  name?: string | null;
}

/** One step of a review as it is shown. */
export interface RunStep<Time = Date> {
  step: ReviewStep;
  status: "waiting" | "running" | "done" | "failed" | "skipped";
  attempts: number;
  note: string | null;
  error: string | null;
  made_by: MadeBy | null;
  model: string | null;
  prompt_tokens: number;
  completion_tokens: number;
  cost: number | null;
  started_at: Time | null;
  finished_at: Time | null;
}

/** One review of a session as it is shown. */
export interface ReviewRun<Time = Date> {
  id: string;
  session_id: string;
  number: number;
  status: "running" | "done" | "failed" | "skipped" | "superseded";
  asked_by: "closed" | "person" | "api" | "bulk";
  mode: "suggest" | "automatic";
  reason: string | null;
  started_at: Time;
  finished_at: Time | null;
  steps: RunStep<Time>[];
}

/** The longest suggested name and description, in characters. */
export const NAME_LENGTH = 90;
export const DESCRIPTION_LENGTH = 600;
