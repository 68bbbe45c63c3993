import type { AskingCompany, Quote } from "./evidence_sql.ts";
import type { Issue } from "./issues_model.ts";

/** A quote with who said it. */
export type BriefQuote = Quote & { contact_id: string | null; company: string | null };

/** What a brief is made of. */
export interface BriefInput {
  issue: Issue;
  companies: AskingCompany[];
  quotes: BriefQuote[];
}

/** How many quotes a brief holds. */
export const BRIEF_QUOTES = 5;

const number = new Intl.NumberFormat("en-US");

/** A brief from the evidence alone: the description, who asks, and what they say. Markdown. */
export function briefText(input: BriefInput): string {
  const { issue } = input;
  const said = quoteLines(strongestQuotes(input.quotes, BRIEF_QUOTES));
  return [
    issue.description ?? `${issue.title}.`,
    `**Who asks:** ${whoAsks(input)}`,
    ...(said.length > 0 ? ["**In their words:**", said.join("\n")] : ["Nothing is quoted yet."]),
  ].join("\n\n");
}

/** "12 people of 3 companies (Acme, Beta) in 15 sessions, last on 2026-11-20." */
export function whoAsks({ issue, companies }: BriefInput): string {
  const { session_count: sessions, contact_count: people, company_count: of, revenue } = issue;
  if (sessions === 0) return "nobody yet; no session is linked.";
  const names = companies.slice(0, 3).map(({ name }) => name).filter(Boolean).join(", ");
  const more = of > 3 ? ` and ${number.format(of - 3)} more` : "";
  return [
    count(people, "known person", "known people"),
    ...(of > 0
      ? [`of ${count(of, "company", "companies")}${names ? ` (${names}${more})` : ""}`]
      : []),
    `in ${count(sessions, "session", "sessions")}`,
    ...(revenue > 0 ? [`with a revenue of ${number.format(Math.round(revenue))}`] : []),
    ...(issue.last_evidence_at
      ? [`last on ${new Date(issue.last_evidence_at).toISOString().slice(0, 10)}`]
      : []),
  ].join(" ") + ".";
}

/** Quotes as list items; whatever stands in them stays text. */
export function quoteLines(quotes: BriefQuote[]): string[] {
  return quotes.map(({ quote, company }) => {
    const line = quote.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
    return `- “${line}”${company ? ` (${company.replace(/[\\`*_[\]<>#|]/g, "\\$&")})` : ""}`;
  });
}

/**
 * The quotes that say most: of customers rather than of the team, one for each person and company
 * before a second one, neither a single word nor an essay.
 */
export function strongestQuotes(quotes: BriefQuote[], limit: number): BriefQuote[] {
  const weight = ({ quote, sender_type }: BriefQuote) =>
    (sender_type === "user" ? 100 : 0) + Math.min(quote.length, 160) -
    Math.max(0, quote.length - 320) / 2;
  const sorted = [...quotes].sort((one, other) => weight(other) - weight(one));
  const people = new Set<string>();
  const first: BriefQuote[] = [];
  const later: BriefQuote[] = [];
  for (const quote of sorted) {
    const who = quote.contact_id ?? quote.session_id;
    if (people.has(who)) later.push(quote);
    else first.push(quote);
    people.add(who);
  }
  return [...first, ...later].slice(0, limit);
}

function count(amount: number, one: string, many: string): string {
  return `${number.format(amount)} ${amount === 1 ? one : many}`;
}
