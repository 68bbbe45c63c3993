import { companyChoices, updateCompany } from "../customers/mod.ts";
import type { Tx } from "../db/mod.ts";
import { closeIssue, createIssue, type IssueActor, linkSession } from "../issues/mod.ts";
import { createScope, scopeTree, setSessionScopes } from "../product_scopes/mod.ts";
import { hasNoIssues } from "./add_issues_sql.ts";
import {
  type SampleIssue,
  sampleIssues,
  type SampleScope,
  sampleScopes,
  sampleWorth,
} from "./wishes.ts";

/** A sample session in the database, with what was said in it. */
export interface StoredSample {
  sessionId: string;
  at: Date;
  said: { sequence: number; content: string }[];
}

const actor: IssueActor = { kind: "api", id: null };
const DAY = 86_400_000;

/**
 * Adds what the sample sessions ask for: scopes, what companies are worth, issues with evidence. A
 * project that has issues or scopes stays as it is.
 */
export async function addIssues(tx: Tx, projectId: string, stored: StoredSample[]): Promise<void> {
  if (!await hasNoIssues(tx, projectId)) return;
  await addScopes(tx, projectId, sampleScopes, null);
  await addWorth(tx, projectId);
  const scopeIds = new Map((await scopeTree(tx, projectId)).map(({ name, id }) => [name, id]));
  const scopesOfSessions = new Map<string, Set<string>>();
  for (const issue of sampleIssues) {
    const scopes = issue.scopes.flatMap((name) => scopeIds.get(name) ?? []);
    for (const sessionId of await addIssue(tx, projectId, issue, scopes, stored)) {
      const known = scopesOfSessions.get(sessionId) ?? new Set();
      scopesOfSessions.set(sessionId, new Set([...known, ...scopes]));
    }
  }
  for (const [sessionId, scopes] of scopesOfSessions) {
    await setSessionScopes(tx, projectId, sessionId, [...scopes], { by: "api", byId: null });
  }
}

async function addScopes(
  tx: Tx,
  projectId: string,
  scopes: SampleScope[],
  parentId: string | null,
): Promise<void> {
  for (const { below = [], ...scope } of scopes) {
    const { id } = await createScope(tx, projectId, { ...scope, parent_id: parentId });
    await addScopes(tx, projectId, below, id);
  }
}

async function addWorth(tx: Tx, projectId: string): Promise<void> {
  for (const { id, domain } of await companyChoices(tx, projectId, null, 100)) {
    const worth = Object.hasOwn(sampleWorth, domain ?? "") ? sampleWorth[domain!] : undefined;
    if (worth) await updateCompany(tx, projectId, id, worth, { by: "api", who: null });
  }
}

/** @returns the sessions that ask for it */
async function addIssue(
  tx: Tx,
  projectId: string,
  { said, status, scopes: _names, ...fields }: SampleIssue,
  scopes: string[],
  stored: StoredSample[],
): Promise<string[]> {
  const evidence = said.flatMap((text) => evidenceOf(text, stored))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  if (evidence.length === 0) return [];
  const [first, last] = [evidence[0]!.at, evidence.at(-1)!.at];
  const isClosed = status === "done" || status === "dismissed";
  const input = { ...fields, product_scopes: scopes, ...(isClosed ? {} : { status }) };
  const { id } = await createIssue(tx, projectId, input, actor, first);
  for (const { sessionId, sequence, text, at } of evidence) {
    const link = { sessionId, quotes: [{ sequence, text }], by: "rule" as const };
    await linkSession(tx, projectId, id, link, actor, at);
  }
  if (isClosed) {
    await closeIssue(tx, projectId, id, status, actor, new Date(last.getTime() + DAY / 48));
  }
  return evidence.map(({ sessionId }) => sessionId);
}

function evidenceOf(text: string, stored: StoredSample[]) {
  return stored.flatMap(({ sessionId, at, said }) => {
    const message = said.find(({ content }) => content.includes(text));
    return message ? [{ sessionId, sequence: message.sequence, text, at }] : [];
  }).slice(0, 1);
}
