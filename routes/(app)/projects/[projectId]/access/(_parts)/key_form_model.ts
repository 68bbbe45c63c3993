import {
  checkAddresses,
  checkScope,
  planLimits,
  type Scope,
} from "../../../../../../core/access/mod.ts";
import { invalid } from "../../../../../../core/errors.ts";
import { checkPlan, type Plan, plans } from "../../../../../../core/projects/mod.ts";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** How long keys can last; the value is the number of days, empty is without end. */
export const expiries: { value: string; label: string }[] = [
  { value: "", label: "Never" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "date", label: "On a date …" },
];

/** What the form for a new key was filled with. */
export interface KeyForm {
  name: string;
  scope: string;
  /** Empty: the project's. */
  plan: string;
  /** One of {@link expiries}. */
  expiry: string;
  /** `2027-01-31`; counts when `expiry` is `date`. */
  date: string;
  /** Addresses and networks, one on a line; empty: anywhere. */
  addresses: string;
}

/** The form before anything was typed. */
export const emptyKeyForm: KeyForm = {
  name: "",
  scope: "write",
  plan: "",
  expiry: "",
  date: "",
  addresses: "",
};

/** What each scope may do, in a sentence. */
export const scopeTexts: Record<Scope, { label: string; help: string }> = {
  read: { label: "Read", help: "List and read sessions. Fit for reports." },
  write: {
    label: "Read and write",
    help: "Also create, change and delete sessions and add messages. Fit for imports.",
  },
  full: {
    label: "Full",
    help: "Also what administers the project, as far as the API offers it. For trusted tools.",
  },
};

/** How many requests a minute a plan allows, in words. */
export function limitText(plan: Plan): string {
  const limit = planLimits[plan];
  return limit === null ? "no limit" : `${limit.toLocaleString("en")} requests a minute`;
}

/** A plan's name as it begins a line. */
export function planLabel(plan: Plan): string {
  return plan[0]!.toUpperCase() + plan.slice(1);
}

/** The choices for a key's plan: the project's own, or one that stays when that changes. */
export function planOptions(projectPlan: Plan): { value: string; label: string }[] {
  return [
    { value: "", label: `The project's (${planLabel(projectPlan)}, ${limitText(projectPlan)})` },
    ...plans.map((plan) => ({ value: plan, label: `${planLabel(plan)}, ${limitText(plan)}` })),
  ];
}

/**
 * What a key is made of, out of the form.
 *
 * @throws {AppError} 400 for an unknown scope, plan or expiry, or bad addresses
 */
export function readKeyForm(
  form: KeyForm,
  at: Date,
): {
  name: string;
  scope: Scope;
  plan: Plan | null;
  expiresAt: Date | null;
  allowedAddresses: string[];
} {
  return {
    name: form.name,
    scope: checkScope(form.scope),
    plan: form.plan === "" ? null : checkPlan(form.plan),
    expiresAt: expiryOf(form, at),
    allowedAddresses: checkAddresses(form.addresses),
  };
}

function expiryOf({ expiry, date }: KeyForm, at: Date): Date | null {
  if (expiry === "") return null;
  if (expiry !== "date") {
    const days = Number(expiry);
    if (expiries.some(({ value }) => value === expiry)) {
      return new Date(at.getTime() + days * DAY_MILLISECONDS);
    }
    throw invalid("expiry", "Choose one of the times on offer.");
  }
  // The key ends with the day, so that it can be used on the day that was named.
  const end = new Date(`${date}T23:59:59.999Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !end.toJSON()?.startsWith(date)) {
    throw invalid("date", "Enter a date such as 2027-01-31.");
  }
  if (end.getTime() <= at.getTime()) throw invalid("date", "The date is over. Enter a later one.");
  return end;
}
