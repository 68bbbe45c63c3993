/** Things of a project that the operations of `/v1` are tried on. */
import assert from "node:assert/strict";
import { newId } from "../../core/id.ts";
import type { Json, TestApi } from "../testing.ts";
import type { Operation } from "./operation.ts";

/** Ids by the parameter that names them. */
export type Things = Record<string, string>;

/** Makes one thing of each kind, with texts that nobody else may see. */
export async function makeThings(api: TestApi): Promise<Things> {
  const make = async (path: string, body: unknown): Promise<Json> => {
    const answer = await api.post(`/v1${path}`, body);
    assert.equal(answer.status, 201, `${path}: ${answer.text}`);
    return answer.body;
  };
  const session = await make("/sessions", {
    name: "A confidential session",
    user_metadata: { email: "confidential@example.com" },
    messages: [{ role: "user", content: "A confidential word" }],
  });
  const message = await make(`/sessions/${session.id}/messages`, {
    role: "user",
    content: "Another confidential word",
  });
  const company = await make("/companies", { name: "Confidential company" });
  const contact = await make("/contacts", {
    name: "Confidential person",
    company_id: company.id,
  });
  const issue = await make("/issues", { title: "A confidential issue" });
  const other = await make("/issues", { title: "Another confidential issue" });
  await make(`/issues/${issue.id}/sessions`, {
    session_id: session.id,
    quotes: [{ sequence: 1 }],
    reason: "A confidential reason",
  });
  const scope = await make("/product_scopes", { name: `Confidential ${newId("scope")}` });
  const source = await make("/knowledge_sources", {
    name: "Confidential entry",
    content: "# Confidential heading\n\nConfidential text.",
  });
  const tag = await make("/tags", { name: `confidential_${newId("tag").slice(-20)}` });
  // What is read from elsewhere needs an address that nobody asks in tests.
  const website = await make("/knowledge_sources", {
    kind: "website",
    name: "Confidential website",
    url: "https://example.com/",
  });
  await api.sql`
    update knowledge_sources set status = 'ready' where id = ${website.id}`;
  const connectionId = newId("conn");
  await api.sql`
    insert into connections (project_id, id, source, name, secret, created_at, updated_at)
    values (${api.projectId}, ${connectionId}, 'acme', 'Confidential source', '-', now(), now())`;
  const finished = newId("run");
  await api.sql`
    insert into sync_runs (project_id, id, connection_id, mode, status, message, created_at)
    values (${api.projectId}, ${finished}, ${connectionId}, 'full', 'failed', 'Confidential',
      now() - interval '1 hour')`;
  const webhook = await make("/webhooks", {
    url: "https://example.com/confidential",
    description: "Confidential receiver",
  });
  const exportId = newId("exp");
  await api.sql`
    insert into project_exports (project_id, id, file_token, status, error, created_at)
    values (${api.projectId}, ${exportId}, ${exportId}, 'done', 'Confidential', now())`;
  const importId = newId("imp");
  await api.sql`
    insert into project_imports (project_id, id, file_token, status, origin_name, created_at)
    values (${api.projectId}, ${importId}, ${importId}, 'done', 'Confidential', now())`;
  return {
    export_id: exportId,
    import_id: importId,
    webhook_id: webhook.id,
    event_id: await eventSent(api, webhook.id),
    session_id: session.id,
    message_id: message.id,
    contact_id: contact.id,
    company_id: company.id,
    issue_id: issue.id,
    other_issue_id: other.id,
    product_scope_id: scope.id,
    knowledge_source_id: source.id,
    website_id: website.id,
    tag_name: tag.name,
    connection_id: connectionId,
    run_id: finished,
  };
}

/** Has an event sent to a webhook. Others' open transactions keep events back for a moment. */
async function eventSent(api: TestApi, webhookId: string): Promise<string> {
  for (let tries = 0;; tries++) {
    const answer = await api.post(`/v1/webhooks/${webhookId}/test`, undefined);
    if (answer.status === 202) return answer.body.event_id;
    assert.ok(answer.status === 409 && tries < 1_000, answer.text);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ids in examples that stand for something that is there. */
const PLACEHOLDERS: Record<string, string> = {
  sess_01jzexample: "session_id",
  iss_01jzexample: "other_issue_id",
};

/** The address of an operation, with the ids of things. */
export function addressOf({ path }: Operation, things: Things): string {
  const own = path.endsWith("/refresh") || path.endsWith("/stop")
    ? { ...things, knowledge_source_id: things.website_id! }
    : things;
  return "/v1" + path.replace(/\{(\w+)\}/g, (_, name) => {
    assert.ok(own[name], `Tell testing_things.ts how to make what ${name} names`);
    return own[name]!;
  });
}

/** A body that does the operation's work: its example, with ids of things that are there. */
export function bodyOf({ id, body, example }: Operation, things: Things): unknown {
  if (!body) return undefined;
  assert.ok(example !== undefined, `${id} has no example of its body`);
  const text = JSON.stringify(example).replace(
    /\w+_01jzexample/g,
    (word) => things[PLACEHOLDERS[word]!] ?? assert.fail(`Tell testing_things.ts what ${word} is`),
  );
  return JSON.parse(text);
}
