import type { Db } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { type Evidence, selectEvidence, selectQuotes } from "./evidence_sql.ts";

/** One page of the sessions that speak of an issue. */
export interface EvidencePage {
  evidence: Evidence[];
  /** Give it back as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/** How many quotes of one session are shown at most. */
const QUOTES_OF_SESSION = 20;

/**
 * The sessions that speak of an issue, newest activity first, with their quotes.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function listEvidence(
  db: Db,
  projectId: string,
  issueId: string,
  page: { limit: number; cursor?: string },
): Promise<EvidencePage> {
  const after = page.cursor === undefined ? null : readPlace(page.cursor);
  const rows = await selectEvidence(db, projectId, issueId, page.limit + 1, after);
  const shown = rows.slice(0, page.limit);
  const ids = shown.map(({ session_id }) => session_id);
  const quotes = await selectQuotes(db, projectId, issueId, ids);
  const last = shown.at(-1);
  return {
    evidence: shown.map(({ at: _at, ...row }) => ({
      ...row,
      quotes: quotes.filter((quote) => quote.session_id === row.session_id)
        .slice(0, QUOTES_OF_SESSION),
    })),
    nextCursor: rows.length > page.limit && last ? `${last.at}.${last.session_id}` : null,
  };
}

function readPlace(text: string): { at: string; id: string } {
  const match = /^(-?\d{1,18})\.([\w-]{1,80})$/.exec(text);
  const at = Number(match?.[1]);
  if (!match || at < -62_135_596_800_000_000 || at > 253_402_300_800_000_000) {
    throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
  }
  return { at: match[1]!, id: match[2]! };
}
