import assert from "node:assert/strict";
import { apiTest, assertError, type Json, type TestApi } from "./testing.ts";

const isoMilliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The fields of a session that the documents show, with their types. */
function assertSession(session: Json, projectId: string): void {
  const types: Record<string, (value: Json) => boolean> = {
    id: (value) => /^sess_[0-9a-z]+$/.test(value),
    project_id: (value) => value === projectId,
    name: (value) => value === null || typeof value === "string",
    description: (value) => value === null || typeof value === "string",
    status: (value) => ["active", "closed"].includes(value),
    source: (value) => typeof value === "string",
    session_type: (value) => ["chat", "meeting", "behavioral"].includes(value),
    message_count: Number.isInteger,
    analysis_status: (value) => typeof value === "string",
    tags: Array.isArray,
    custom_fields: isObject,
    user_metadata: isObject,
    page_url: (value) => value === null || typeof value === "string",
    page_title: (value) => value === null || typeof value === "string",
    is_archived: (value) => typeof value === "boolean",
    is_human_takeover: (value) => typeof value === "boolean",
    first_message_at: (value) => value === null || isoMilliseconds.test(value),
    last_activity_at: (value) => isoMilliseconds.test(value),
    created_at: (value) => isoMilliseconds.test(value),
    updated_at: (value) => isoMilliseconds.test(value),
  };
  for (const [field, holds] of Object.entries(types)) {
    assert.ok(Object.hasOwn(session, field), `${field} is missing`);
    assert.ok(holds(session[field]), `${field} is ${JSON.stringify(session[field])}`);
  }
}

function isObject(value: Json): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The body of the create example, character by character. */
const createExample = `{
    "name": "Support ticket #4821",
    "session_type": "chat",
    "tags": ["bug"],
    "user_metadata": {
      "email": "jane@example.com",
      "name": "Jane Smith"
    },
    "messages": [
      { "role": "user", "content": "The export button does nothing when I click it." },
      { "role": "assistant", "content": "Thanks for reporting this. Can you tell me which browser you are using?" },
      { "role": "user", "content": "Chrome on macOS. Version 120." }
    ]
  }`;

async function createdExample(api: TestApi): Promise<Json> {
  const answer = await api.call("POST", api.sessions(), { body: createExample });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.session;
}

apiTest("The documented create example answers 201 with the documented session", async (api) => {
  const session = await createdExample(api);
  assertSession(session, api.projectId);
  const expected = {
    name: "Support ticket #4821",
    status: "active",
    source: "api",
    session_type: "chat",
    message_count: 3,
    tags: ["bug"],
    custom_fields: {},
    user_metadata: { email: "jane@example.com", name: "Jane Smith" },
  };
  for (const [field, value] of Object.entries(expected)) {
    assert.deepEqual(session[field], value, field);
  }
});

apiTest("The documented list example answers {sessions, total} and nothing else", async (api) => {
  const created = await createdExample(api);
  const answer = await api.get(
    `/api/sessions?projectId=${api.projectId}&status=active&limit=10`,
  );
  assert.equal(answer.status, 200);
  assert.deepEqual(Object.keys(answer.body), ["sessions", "total"]);
  assert.equal(answer.body.total, 1);
  assert.equal(answer.body.sessions[0].id, created.id);
  assertSession(answer.body.sessions[0], api.projectId);
});

apiTest(
  "The documented get example answers the session with its messages in order",
  async (api) => {
    const created = await createdExample(api);
    const { status, body } = await api.get(
      `/api/sessions/${created.id}?projectId=${api.projectId}`,
    );
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ["session", "messages"]);
    assertSession(body.session, api.projectId);
    assert.deepEqual(body.messages.map((message: Json) => [message.role, message.senderType]), [
      ["user", "user"],
      ["assistant", "ai"],
      ["user", "user"],
    ]);
    for (const message of body.messages) {
      assert.match(message.id, /^msg_/);
      assert.match(message.createdAt, isoMilliseconds);
      assert.equal(typeof message.content, "string");
    }
    assert.equal(body.messages[2].content, "Chrome on macOS. Version 120.");
  },
);

apiTest(
  "The overview's short create answers id, customer_email, status, created_at",
  async (api) => {
    const answer = await api.call("POST", `/api/projects/${api.projectId}/sessions`, {
      body: `{"customer_email": "jane@example.com", "message": "How do I export data?"}`,
    });
    assert.equal(answer.status, 201, answer.text);
    assert.deepEqual(Object.keys(answer.body), ["id", "customer_email", "status", "created_at"]);
    assert.equal(answer.body.customer_email, "jane@example.com");
    assert.equal(answer.body.status, "active");
    assert.match(answer.body.created_at, isoMilliseconds);
    const { body } = await api.get(`/api/projects/${api.projectId}/sessions/${answer.body.id}`);
    assert.equal(body.session.source, "api");
    assert.equal(body.session.contact.email, "jane@example.com");
    assert.deepEqual(body.messages.map((message: Json) => [message.role, message.content]), [
      ["user", "How do I export data?"],
    ]);
  },
);

apiTest(
  "The body of the feedback sources page names its project and source itself",
  async (api) => {
    const body = {
      project_id: api.projectId,
      source: "api",
      messages: [{ role: "user", content: "Heard at the fair" }],
      user_metadata: { email: "jane@example.com" },
      tags: ["feature_request"],
    };
    const answer = await api.post("/api/sessions", body);
    assert.equal(answer.status, 201, answer.text);
    assertSession(answer.body.session, api.projectId);
    assert.equal(answer.body.session.source, "api");
  },
);

apiTest("The documented field cases hold: snake_case sessions, camelCase messages", async (api) => {
  const created = await createdExample(api);
  const { body } = await api.get(api.sessions(`/${created.id}`));
  assert.deepEqual(Object.keys(body.session).filter((field) => /[A-Z]/.test(field)), []);
  assert.ok(body.messages[0].createdAt && body.messages[0].senderType);
  assert.equal("created_at" in body.messages[0], false);
  assert.equal("ownership_version" in body.session, false);
});

apiTest("Each documented failure has its status and a sentence in error", async (api) => {
  const { id } = await createdExample(api);
  assertError(await api.get("/api/sessions"), 400, /projectId/);
  assertError(await api.get(`/api/sessions/${id}`), 400, /projectId/);
  assertError(await api.post("/api/sessions", {}), 400, /projectId/);
  assertError(await api.get(api.sessions(), { key: null }), 401, /API key/);
  assertError(await api.get(api.sessions(), { key: "hiss_wrong" }), 401, /API key/);
  assertError(await api.get(api.sessions(), { key: api.keys.other }), 403);
  assertError(await api.get(api.sessions("/sess_unknown")), 404, /^Session not found\.$/);
  assertError(await api.call("PUT", api.sessions(`/${id}`)), 405, /GET, PATCH, DELETE/);
  assertError(await api.get("/api/nothing"), 404);
  const wrong = { session_type: "phone call" };
  assertError(await api.post(api.sessions(), wrong), 400, /session_type/);
  assertError(await api.post(`/api/projects/${api.projectId}/sessions`, wrong), 422);
});

apiTest("Both documented key prefixes are taken: the key decides, not its prefix", async (api) => {
  const { createKey } = await import("../core/access/mod.ts");
  for (const key of ["hss_chosen_by_the_operator_01", "hiss_chosen_by_the_operator_02"]) {
    await createKey(api.sql, { projectId: api.projectId, name: "Chosen", scope: "full", key });
    assert.equal((await api.get(api.sessions(), { key })).status, 200);
  }
});

apiTest(
  "An unexpected fault is a 500 with the documented error and without details",
  async (api) => {
    await api.sql`alter table sessions rename to hidden_sessions`;
    const answer = await api.get(api.sessions());
    assertError(answer, 500);
    assert.doesNotMatch(answer.text, /hidden_sessions|relation|postgres/i);
    assert.equal(api.faults.length, 1);
  },
  { faultsExpected: true },
);
