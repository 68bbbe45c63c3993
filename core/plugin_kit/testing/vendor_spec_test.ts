import assert from "node:assert/strict";
import { VendorSpec } from "./vendor_spec.ts";

const spec = new VendorSpec({
  openapi: "3.0.0",
  paths: {
    "/chats/{id}": {
      get: {
        responses: {
          200: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Chat" } } },
          },
          404: { $ref: "#/components/responses/Missing" },
        },
      },
      post: {
        requestBody: {
          content: { "application/json": { schema: { type: "object", required: ["text"] } } },
        },
        responses: { 201: { description: "Made" } },
      },
    },
  },
  components: {
    schemas: {
      Chat: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "string" }, name: { type: "string", nullable: true } },
      },
    },
    responses: {
      Missing: {
        content: { "application/json": { schema: { type: "object", required: ["error"] } } },
      },
    },
  },
});

Deno.test("An answer that is as described has no faults, also with null where it may be", () => {
  assert.deepEqual(spec.answerFaults("GET", "/chats/1?x=1", 200, { id: "1", name: null }), []);
  assert.deepEqual(spec.answerFaults("POST", "/chats/1", 201, undefined), []);
});

Deno.test("A wrong type, a missing field, path, method or status is a fault", () => {
  assert.match(spec.answerFaults("GET", "/chats/1", 200, { id: 1 })[0]!, /\/id must be string/);
  assert.match(spec.answerFaults("GET", "/chats/1", 404, {})[0]!, /required property 'error'/);
  assert.match(spec.answerFaults("GET", "/other", 200, {})[0]!, /no such path/);
  assert.match(spec.answerFaults("PUT", "/chats/1", 200, {})[0]!, /no such method/);
  assert.match(spec.answerFaults("GET", "/chats/1", 500, {})[0]!, /no answer 500/);
  assert.match(spec.requestFaults("POST", "/chats/1", {})[0]!, /required property 'text'/);
});
