import type { Session } from "../../../../../../core/contract/mod.ts";
import { companyName, getContact } from "../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import {
  scopeIdsBelow,
  scopeTree,
  type TreeScope,
} from "../../../../../../core/product_scopes/mod.ts";
import {
  excerptsOf,
  highlight,
  listSessions,
  projectTags,
  searchWords,
  type SessionPage,
} from "../../../../../../core/sessions/mod.ts";
import type { SessionSummary } from "../../../../../../components/types.ts";
import type { ListQuery } from "./list_query.ts";

/** Rows on one page. */
export const PAGE_SIZE = 50;

/** Everything the list shows. */
export interface ListData extends Omit<SessionPage, "sessions"> {
  sessions: SessionSummary[];
  tags: string[];
  contactName: string | null;
  companyName: string | null;
  scopes: TreeScope[];
}

/** Reads one page of the list; a cursor that no longer fits begins at the top. */
export async function readList(sql: Sql, projectId: string, query: ListQuery): Promise<ListData> {
  const { filter } = query;
  const [page, tags, contact, company, scopes] = await Promise.all([
    readPage(sql, projectId, query),
    projectTags(sql, projectId),
    filter.contactId ? getContact(sql, projectId, filter.contactId) : null,
    filter.companyId ? companyName(sql, projectId, filter.companyId) : null,
    scopeTree(sql, projectId),
  ]);
  return {
    ...page,
    sessions: filter.search
      ? await marked(sql, projectId, page.sessions, filter.search)
      : page.sessions,
    tags,
    contactName: contact?.name ?? contact?.email ?? null,
    companyName: company,
    scopes,
  };
}

async function readPage(sql: Sql, projectId: string, { filter: given, cursor }: ListQuery) {
  // An area also holds what is in the areas below it.
  const scopes = given.productScopeIds ?? [];
  const filter = scopes.length === 0
    ? given
    : { ...given, productScopeIds: await scopeIdsBelow(sql, projectId, scopes) };
  try {
    return await listSessions(sql, projectId, filter, { limit: PAGE_SIZE, cursor });
  } catch (error) {
    if (!cursor || !(error instanceof AppError) || error.status !== 400) throw error;
    return await listSessions(sql, projectId, filter, { limit: PAGE_SIZE });
  }
}

/** Marks what the search found: in the name, and in the first words or the message that holds it. */
async function marked(
  sql: Sql,
  projectId: string,
  sessions: Session[],
  search: string,
): Promise<SessionSummary[]> {
  const words = searchWords(search);
  const isIn = (text: string | null) =>
    text !== null && highlight(text, words).some((s) => s.match);
  const elsewhere = sessions.filter(({ preview }) => !isIn(preview)).map(({ id }) => id);
  const excerpts = await excerptsOf(sql, projectId, elsewhere, words);
  return sessions.map((session) => {
    const { name, preview } = session;
    const excerpt = excerpts.get(session.id);
    if (name) {
      const text = excerpt ?? preview;
      return {
        ...session,
        name_segments: highlight(name, words),
        ...(text ? { preview_segments: highlight(text, words) } : {}),
      };
    }
    // Without a name the first words are the title: they are not said twice.
    return {
      ...session,
      ...(preview ? { name_segments: highlight(preview, words) } : {}),
      ...(excerpt ? { preview_segments: highlight(excerpt, words) } : {}),
    };
  });
}
