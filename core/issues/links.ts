import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { invalid, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { insertChange } from "./history_sql.ts";
import type { IssueActor } from "./issues_model.ts";
import { announce, lockedIssue } from "./issues.ts";
import {
  deleteIssueLink,
  deleteQuote,
  insertIssueLink,
  insertQuote,
  type Provenance,
  type QuotedMessage,
  selectQuoted,
  wasUnlinked,
} from "./links_sql.ts";
import { QUOTE_LENGTH, verbatim } from "./quote.ts";
import { recountSoon } from "./recount.ts";

/** The most quotes that one call may bring. */
const MOST_QUOTES = 20;

/** A passage of a message that speaks of an issue. */
export interface GivenQuote {
  /** The message by its id, or by its place in the session. */
  messageId?: string;
  sequence?: number;
  /** The words; the beginning of the message when absent. */
  text?: string;
}

/** A session as evidence of an issue. */
export interface NewLink extends Provenance {
  sessionId: string;
  quotes?: GivenQuote[];
}

/** What became of a link. */
export interface LinkResult {
  /** `refused`: a person has taken the session away from the issue before, and a review may not. */
  outcome: "linked" | "known" | "refused";
  /** Ids of the quotes that are new. */
  quoteIds: string[];
}

/**
 * Links a session to an issue as evidence, with what was said about it. Linking again adds only
 * quotes that are new.
 *
 * @throws {AppError} 404 for an unknown issue or session, 409 for a merged issue, 400 for a quote
 * whose words do not stand in its message. Nothing is stored then.
 */
export async function linkSession(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  link: NewLink,
  actor: IssueActor,
  at: Date = now(),
): Promise<LinkResult> {
  const { sessionId, quotes = [] } = link;
  if (quotes.length > MOST_QUOTES) {
    throw invalid("quotes", `quotes must hold at most ${MOST_QUOTES}.`, "too_long");
  }
  const provenance = {
    ...link,
    reason: cleanText(link.reason ?? "").trim().slice(0, 1_000) || null,
  };
  return await transaction(sql, async (tx) => {
    await lockedIssue(tx, projectId, issueId);
    const isReview = actor.kind === "review";
    if (isReview && await wasUnlinked(tx, projectId, issueId, sessionId)) {
      return { outcome: "refused", quoteIds: [] };
    }
    const isNew = await insertIssueLink(tx, projectId, issueId, sessionId, provenance, at);
    if (isNew === null) throw notFound("Session");
    const quoteIds: string[] = [];
    for (const { messageId, quote } of await found(tx, projectId, sessionId, quotes)) {
      const id = newId("quote", at);
      const row = { id, sessionId, messageId, quote };
      if (await insertQuote(tx, projectId, issueId, row, provenance, at)) quoteIds.push(id);
    }
    if (isNew || quoteIds.length > 0) {
      await recountSoon(tx, projectId, issueId, at);
      const data = { session_id: sessionId, quotes: quoteIds.length };
      if (!isReview) await insertChange(tx, projectId, issueId, "linked", actor, data, at);
      await announce(tx, projectId, issueId, "issue.updated", at, { session_id: sessionId });
    }
    return { outcome: isNew ? "linked" : "known", quoteIds };
  });
}

/**
 * Takes a session away from an issue, with its quotes. A review will not bring it back.
 *
 * @throws {AppError} 404 for an unknown issue, or one the session is not linked to
 */
export async function unlinkSession(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  sessionId: string,
  actor: IssueActor,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    await lockedIssue(tx, projectId, issueId);
    if (!await deleteIssueLink(tx, projectId, issueId, sessionId)) throw notFound("Link");
    await recountSoon(tx, projectId, issueId, at);
    const data = { session_id: sessionId };
    await insertChange(tx, projectId, issueId, "unlinked", actor, data, at);
    await announce(tx, projectId, issueId, "issue.updated", at, data);
  });
}

/**
 * Removes one quote; the session stays linked.
 *
 * @throws {AppError} 404
 */
export async function removeQuote(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  quoteId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    await lockedIssue(tx, projectId, issueId);
    if (!await deleteQuote(tx, projectId, issueId, quoteId)) throw notFound("Quote");
    await recountSoon(tx, projectId, issueId, at);
    await announce(tx, projectId, issueId, "issue.updated", at);
  });
}

/** The quotes as they stand in their messages. */
async function found(
  tx: Tx,
  projectId: string,
  sessionId: string,
  quotes: GivenQuote[],
): Promise<{ messageId: string; quote: string }[]> {
  if (quotes.length === 0) return [];
  const messages = await selectQuoted(tx, projectId, sessionId, {
    ids: quotes.flatMap(({ messageId }) => messageId ?? []),
    sequences: quotes.flatMap(({ sequence }) => sequence ?? []),
  });
  return quotes.map((given, index) => {
    const field = `quotes.${index}`;
    const message = messages.find((one) => isOf(one, given));
    if (!message) throw invalid(field, `${field} names a message that the session does not have.`);
    const quote = verbatim(message.content, given.text);
    if (quote === null) {
      throw invalid(field, `${field}: these words do not stand in the message. Quote it verbatim.`);
    }
    if (quote.length > QUOTE_LENGTH) {
      throw invalid(field, `${field} is too long. Quote at most ${QUOTE_LENGTH} characters.`);
    }
    return { messageId: message.id, quote };
  });
}

const isOf = (message: QuotedMessage, { messageId, sequence }: GivenQuote) =>
  messageId === undefined ? message.sequence === sequence : message.id === messageId;
