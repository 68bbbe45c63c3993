/** How pressing an issue is, from the least to the most. */
export const PRIORITY_LEVELS = ["low", "medium", "high", "urgent"] as const;
/** See {@link PRIORITY_LEVELS}. */
export type PriorityLevel = (typeof PRIORITY_LEVELS)[number];

/** What a priority is computed from. */
export interface PriorityInput {
  /** Distinct people whose sessions ask for it. */
  contact_count: number;
  /** Sessions of nobody known. */
  unknown_count: number;
  session_count: number;
  company_count: number;
  /** Of these companies, together, in whatever unit it was recorded. */
  revenue: number;
  /** 1 to 5, or null while nobody judged it. */
  impact: number | null;
  confidence: number | null;
  effort: number | null;
  /** A level that a person set. */
  priority_override?: PriorityLevel | null;
}

/** One factor of a priority, with where it comes from. */
export interface PriorityPart {
  name: "reach" | "impact" | "confidence" | "effort";
  /** The number that is multiplied, or divided by for effort. */
  value: number;
  /** True when nobody judged it and a rule filled in. */
  isAssumed: boolean;
  /** A sentence with the figures it comes from. */
  why: string;
}

/** A priority that says how it came about. */
export interface Priority {
  /** The override, else what the score amounts to. */
  level: PriorityLevel;
  /** What the score alone amounts to. */
  computedLevel: PriorityLevel;
  isOverridden: boolean;
  /** reach x impact x confidence / effort, rounded to a tenth. */
  score: number;
  reach: number;
  parts: PriorityPart[];
  /** "4 × 3 × 60 % ÷ 2 = 3.6" */
  formula: string;
}

/** From which score on a level is reached. */
export const THRESHOLDS: Record<Exclude<PriorityLevel, "low">, number> = {
  medium: 10,
  high: 40,
  urgent: 120,
};

const UNKNOWN_WEIGHT = 0.5;
const COMPANY_WEIGHT = 2;
const REVENUE_STEP = 10;
const REVENUE_BASE = 1_000;
/** What is assumed of impact and effort: the middle, so that they change nothing among the unjudged. */
const MIDDLE = 3;

const format = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** Computes how pressing an issue is, and explains each figure. Pure. */
export function priorityOf(input: PriorityInput): Priority {
  const reach = reachOf(input);
  const impact = judged("impact", input.impact, MIDDLE, "Nobody judged it: the middle is assumed.");
  const effort = judged("effort", input.effort, MIDDLE, "Nobody judged it: the middle is assumed.");
  const confidence = confidenceOf(input);
  const score = round(reach.value * impact.value * confidence.value / effort.value);
  const computedLevel = levelOf(score);
  const level = input.priority_override ?? computedLevel;
  return {
    level,
    computedLevel,
    isOverridden: input.priority_override !== null && input.priority_override !== undefined,
    score,
    reach: reach.value,
    parts: [reach, impact, confidence, effort],
    formula: `${format.format(reach.value)} × ${impact.value} × ${
      format.format(confidence.value * 100)
    } % ÷ ${effort.value} = ${format.format(score)}`,
  };
}

/** 1 for low to 4 for urgent: what lists sort by. */
export function levelNumber(level: PriorityLevel): number {
  return PRIORITY_LEVELS.indexOf(level) + 1;
}

/** The level that a score amounts to. */
export function levelOf(score: number): PriorityLevel {
  if (score >= THRESHOLDS.urgent) return "urgent";
  if (score >= THRESHOLDS.high) return "high";
  return score >= THRESHOLDS.medium ? "medium" : "low";
}

function reachOf(input: PriorityInput): PriorityPart {
  const { contact_count, unknown_count, company_count } = input;
  const revenue = Math.max(0, input.revenue);
  const points = revenue === 0 ? 0 : round(REVENUE_STEP * Math.log10(1 + revenue / REVENUE_BASE));
  const value = round(
    contact_count + unknown_count * UNKNOWN_WEIGHT + company_count * COMPANY_WEIGHT + points,
  );
  const why = [
    `${count(contact_count, "known person", "known people")} × 1`,
    ...(unknown_count > 0
      ? [`${count(unknown_count, "session", "sessions")} of nobody known × ${UNKNOWN_WEIGHT}`]
      : []),
    `${count(company_count, "company", "companies")} × ${COMPANY_WEIGHT}`,
    ...(points > 0
      ? [
        `revenue of ${format.format(revenue)} counts ${
          format.format(points)
        } (10 for each power of ten above 1,000)`,
      ]
      : ["no revenue is known"]),
  ].join(", ");
  return { name: "reach", value, isAssumed: false, why: `${capital(why)}.` };
}

function judged(
  name: "impact" | "effort",
  value: number | null,
  assumed: number,
  otherwise: string,
): PriorityPart {
  if (value === null) return { name, value: assumed, isAssumed: true, why: otherwise };
  return { name, value, isAssumed: false, why: `Judged ${value} of 5.` };
}

function confidenceOf({ confidence, session_count }: PriorityInput): PriorityPart {
  if (confidence !== null) {
    const why = `Judged ${confidence} of 5, 20 % each.`;
    return { name: "confidence", value: confidence / 5, isAssumed: false, why };
  }
  const steps = [0, 1, 2, 5, 20].filter((least) => session_count >= least).length;
  const why = `Nobody judged it: ${
    count(session_count, "session", "sessions")
  } of evidence counts as ${steps} of 5, 20 % each.`;
  return { name: "confidence", value: steps / 5, isAssumed: true, why };
}

function count(amount: number, one: string, many: string): string {
  return `${format.format(amount)} ${amount === 1 ? one : many}`;
}

const round = (value: number) => Math.round(value * 10) / 10;
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
