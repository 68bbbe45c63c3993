import { createIssue, linkSession } from "../../core/issues/mod.ts";
import { createScope } from "../../core/product_scopes/mod.ts";
import type { TestApp } from "./app.ts";

/** The addresses of issues and product scopes, with one of each and a session as evidence. */
export async function issuePages(app: TestApp, sessionId: string): Promise<Record<string, string>> {
  const { services: { sql }, project, owner } = app;
  const actor = { kind: "person" as const, id: owner.id, name: owner.name };
  const scope = await createScope(sql, project.id, { name: "Exports and reports" });
  await createScope(sql, project.id, { name: "Faster", kind: "initiative", parent_id: scope.id });
  const issue = await createIssue(sql, project.id, {
    title: "Exports stop at a thousand rows, in every format and with every filter people choose",
    description: "Nothing tells the person who downloads the file.",
    type: "bug",
    impact: 5,
    product_scopes: [scope.id],
  }, actor);
  await createIssue(sql, project.id, { title: "Exports stop early" }, actor);
  const quotes = [{ sequence: 1 }];
  const link = { sessionId, by: "person" as const, byId: owner.id, quotes };
  await linkSession(sql, project.id, issue.id, link, actor);
  const base = `${app.url}/projects/${project.id}`;
  return {
    issues: `${base}/issues`,
    issue: `${base}/issues/${issue.id}`,
    newIssue: `${base}/issues/new`,
    askedIssue: `${base}/issues/${issue.id}/asked`,
    mergeIssue: `${base}/issues/${issue.id}/merge`,
    splitIssue: `${base}/issues/${issue.id}/split`,
    linkIssue: `${base}/sessions/${sessionId}/issues`,
    scopes: `${base}/product-scopes`,
    scope: `${base}/product-scopes/${scope.id}`,
  };
}
