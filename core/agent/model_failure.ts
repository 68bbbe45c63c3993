/** Why a model gave no answer. */
export type FailureKind =
  | "slow"
  | "unauthorized"
  | "rate_limited"
  | "unavailable"
  | "rejected"
  | "cut_off"
  | "refused"
  | "empty";

/** What a teammate reads in the dashboard. */
const sentences: Record<FailureKind, string> = {
  slow: "The model took too long to answer.",
  unauthorized: "The model refused the API key. Check OPENAI_API_KEY.",
  rate_limited: "The model's rate limit or quota is used up.",
  unavailable: "The model could not be reached or had a fault.",
  rejected: "The model rejected the request. Check OPENAI_MODEL and OPENAI_BASE_URL.",
  cut_off: "The model's answer broke off.",
  refused: "The model declined to answer.",
  empty: "The model gave an empty answer.",
};

/** A model gave no usable answer; the message is a sentence for a teammate. */
export class ModelFailure extends Error {
  override name = "ModelFailure";
  readonly kind: FailureKind;
  /** When the model wants to be asked again, in milliseconds; null when it did not say. */
  readonly retryAfter: number | null;

  constructor(
    kind: FailureKind,
    options: { detail?: string; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(sentences[kind], { cause: options.cause ?? options.detail });
    this.kind = kind;
    this.retryAfter = options.retryAfter ?? null;
  }

  /** Whether asking once more may help. */
  get isPassing(): boolean {
    return this.kind === "rate_limited" || this.kind === "unavailable" || this.kind === "cut_off" ||
      this.kind === "empty";
  }
}
