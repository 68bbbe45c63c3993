import { companyName, getContact } from "../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import { type IssuePage, listIssues } from "../../../../../../core/issues/mod.ts";
import {
  scopeIdsBelow,
  scopeTree,
  type TreeScope,
} from "../../../../../../core/product_scopes/mod.ts";
import { getSession, projectTags } from "../../../../../../core/sessions/mod.ts";
import type { IssueListQuery } from "./list_query.ts";

/** Rows on one page. */
const PAGE_SIZE = 50;

/** Everything the list shows. */
export interface IssueListData extends IssuePage {
  scopes: TreeScope[];
  /** The project's tags. */
  tags: string[];
  /** Names of what the list is narrowed to, by id. */
  names: Map<string, string>;
}

/** Reads one page of the list; a scope also finds what is in those below it. */
export async function readIssueList(
  sql: Sql,
  projectId: string,
  query: IssueListQuery,
): Promise<IssueListData> {
  const { companyId, contactId, sessionId, productScopeIds } = query.filter;
  const [page, scopes, tags, company, contact, session] = await Promise.all([
    productScopeIds?.length
      ? scopeIdsBelow(sql, projectId, productScopeIds).then((ids) =>
        readPage(sql, projectId, query, ids)
      )
      : readPage(sql, projectId, query),
    scopeTree(sql, projectId),
    projectTags(sql, projectId),
    companyId ? companyName(sql, projectId, companyId) : null,
    contactId ? getContact(sql, projectId, contactId) : null,
    sessionId ? getSession(sql, projectId, sessionId) : null,
  ]);
  const names = new Map(scopes.map(({ id, path }) => [id, path]));
  if (company) names.set(companyId!, company);
  if (contact) names.set(contactId!, contact.name ?? contact.email ?? "Anonymous");
  if (session) names.set(sessionId!, session.name ?? session.preview ?? "Untitled session");
  return { ...page, scopes, tags, names };
}

async function readPage(
  sql: Sql,
  projectId: string,
  { filter, sort, cursor }: IssueListQuery,
  scopeIds = filter.productScopeIds,
): Promise<IssuePage> {
  const narrowed = { ...filter, productScopeIds: scopeIds };
  try {
    return await listIssues(sql, projectId, narrowed, { sort, limit: PAGE_SIZE, cursor });
  } catch (error) {
    if (!cursor || !(error instanceof AppError) || error.status !== 400) throw error;
    return await listIssues(sql, projectId, narrowed, { sort, limit: PAGE_SIZE });
  }
}
