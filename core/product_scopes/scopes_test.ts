import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { createIssue, getIssue, listIssues } from "../issues/mod.ts";
import { rejectsWith } from "../issues/testing/rejects.ts";
import { createKnowledge } from "../knowledge/mod.ts";
import { ingest, listSessions } from "../sessions/mod.ts";
import {
  createScope,
  deleteScope,
  listScopes,
  scopeIdsBelow,
  setKnowledgeScopes,
  setScopeKnowledge,
  setSessionScopes,
  shiftScope,
  updateScope,
} from "./scopes.ts";
import { selectKnowledgeScopes, selectSessionScopes } from "./scopes_sql.ts";

const projectId = "proj_scopes";
const maya = { kind: "person" as const, id: "usr_maya", name: "Maya" };
const byMaya = { by: "person" as const, byId: "usr_maya" };

dbTest("Scopes are listed as a tree, siblings by their position", async (sql) => {
  const billing = await createScope(sql, projectId, { name: " Billing " });
  const editor = await createScope(sql, projectId, { name: "Editor" });
  const invoices = await createScope(sql, projectId, {
    name: "Invoices",
    parent_id: billing.id,
    kind: "initiative",
    description: "New layout",
  });
  const paths = async () => (await listScopes(sql, projectId)).map(({ path }) => path);
  assert.deepEqual(await paths(), ["Billing", "Billing › Invoices", "Editor"]);
  await shiftScope(sql, projectId, editor.id, -1);
  assert.deepEqual(await paths(), ["Editor", "Billing", "Billing › Invoices"]);
  await shiftScope(sql, projectId, editor.id, -1);
  assert.deepEqual(await paths(), ["Editor", "Billing", "Billing › Invoices"]);
  await updateScope(sql, projectId, invoices.id, { parent_id: editor.id, name: "Receipts" });
  assert.deepEqual(await paths(), ["Editor", "Editor › Receipts", "Billing"]);
  assert.deepEqual(await scopeIdsBelow(sql, projectId, [editor.id]), [editor.id, invoices.id]);
});

dbTest("A scope cannot stand below itself, too deep, or in another project", async (sql) => {
  const top = await createScope(sql, projectId, { name: "1" });
  let last = top;
  for (const name of ["2", "3", "4", "5", "6"]) {
    last = await createScope(sql, projectId, { name, parent_id: last.id });
  }
  const deeper = createScope(sql, projectId, { name: "7", parent_id: last.id });
  await rejectsWith(deeper, 400, ["parent_id"]);
  await rejectsWith(updateScope(sql, projectId, top.id, { parent_id: last.id }), 400, [
    "parent_id",
  ]);
  await rejectsWith(updateScope(sql, projectId, top.id, { parent_id: top.id }), 400, ["parent_id"]);
  await rejectsWith(createScope(sql, "proj_other", { name: "x", parent_id: top.id }), 400);
  await rejectsWith(updateScope(sql, "proj_other", top.id, { name: "Mine" }), 404);
  await rejectsWith(createScope(sql, projectId, { name: " " }), 400, ["name"]);
});

dbTest("Deleting moves what is below up, and drops or moves the links", async (sql) => {
  const [result] = await ingest(sql, { projectId, source: "api" }, [{ messages: [] }]);
  const sessionId = result!.sessionId;
  await sql`insert into projects (id, name) values (${projectId}, 'Scopes')`;
  const knowledge = await createKnowledge(sql, projectId, {
    kind: "text",
    name: "Prices",
    content: "It costs nothing.",
  });
  const billing = await createScope(sql, projectId, { name: "Billing" });
  const invoices = await createScope(sql, projectId, { name: "Invoices", parent_id: billing.id });
  const other = await createScope(sql, projectId, { name: "Other" });
  await setSessionScopes(sql, projectId, sessionId, [billing.id], byMaya);
  await setKnowledgeScopes(sql, projectId, knowledge.id, [billing.id]);
  const issue = await createIssue(sql, projectId, {
    title: "Wrong price",
    product_scopes: [billing.id, other.id],
  }, maya);
  const [first] = await listScopes(sql, projectId);
  await setScopeKnowledge(sql, projectId, billing.id, [knowledge.id], []);
  assert.deepEqual(await selectKnowledgeScopes(sql, projectId, knowledge.id), []);
  await setScopeKnowledge(sql, projectId, billing.id, [knowledge.id], [knowledge.id]);
  assert.deepEqual(first!.counts, { sessions: 1, issues: 1, knowledge_sources: 1 });

  await rejectsWith(deleteScope(sql, projectId, billing.id, billing.id), 400, ["move_to"]);
  await deleteScope(sql, projectId, billing.id, other.id);
  const left = await listScopes(sql, projectId);
  assert.deepEqual(left.map(({ path }) => path), ["Invoices", "Other"]);
  assert.equal(left[0]!.id, invoices.id);
  assert.deepEqual(left[1]!.counts, { sessions: 1, issues: 1, knowledge_sources: 1 });
  assert.deepEqual((await getIssue(sql, projectId, issue.id)).product_scopes, [other.id]);
  await deleteScope(sql, projectId, other.id);
  assert.deepEqual(await selectSessionScopes(sql, projectId, sessionId), []);
  assert.deepEqual(await selectKnowledgeScopes(sql, projectId, knowledge.id), []);
  assert.deepEqual((await getIssue(sql, projectId, issue.id)).product_scopes, []);
});

dbTest("Sessions and issues are found by their scopes", async (sql) => {
  const scope = await createScope(sql, projectId, { name: "Billing" });
  const [one] = await ingest(sql, { projectId, source: "api" }, [{ messages: [] }]);
  await ingest(sql, { projectId, source: "api" }, [{ messages: [] }]);
  await setSessionScopes(sql, projectId, one!.sessionId, [scope.id], byMaya);
  const filter = { productScopeIds: [scope.id] };
  const { sessions, total } = await listSessions(sql, projectId, filter, { limit: 10 });
  assert.deepEqual([sessions.map(({ id }) => id), total], [[one!.sessionId], 1]);
  const issue = await createIssue(sql, projectId, { title: "A", product_scopes: [scope.id] }, maya);
  await createIssue(sql, projectId, { title: "B" }, maya);
  const found = await listIssues(sql, projectId, filter, { sort: "priority", limit: 10 });
  assert.deepEqual([found.issues.map(({ id }) => id), found.total], [[issue.id], 1]);
  await rejectsWith(setSessionScopes(sql, projectId, "sess_none", [scope.id], byMaya), 404);
  const unknown = setSessionScopes(sql, projectId, one!.sessionId, ["scope_none"], byMaya);
  await rejectsWith(unknown, 400, ["product_scopes"]);
});
