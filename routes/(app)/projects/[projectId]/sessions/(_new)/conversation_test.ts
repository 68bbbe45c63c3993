import assert from "node:assert/strict";
import { AppError } from "../../../../../../core/errors.ts";
import { assignSpeakers, conversationOf, parseOffset } from "./conversation.ts";
import { emptyValues, type NewSessionValues } from "./values.ts";

const at = new Date("2026-03-12T10:00:00Z");
const filled = (part: Partial<NewSessionValues>) => ({ ...emptyValues(), ...part });
const faultsOf = (values: NewSessionValues) => {
  try {
    conversationOf(values, at);
    return [];
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error.details!.map(({ field }) => field);
  }
};

Deno.test("Rows left empty are left out, the others keep their order and end now", () => {
  const { messages } = conversationOf(
    filled({
      rows: [
        { sender: "user", name: " Jane ", time: "", content: " Hello " },
        { sender: "human_agent", name: "", time: "", content: "  " },
        { sender: "ai", name: "", time: "9:99", content: "Hi" },
      ],
    }),
    at,
  );
  assert.deepEqual(
    messages.map(({ senderType, senderName, content }) => [
      senderType,
      senderName,
      content,
    ]),
    [["user", "Jane", "Hello"], ["ai", undefined, "Hi"]],
  );
  assert.ok(messages[0]!.at! < messages[1]!.at!);
  assert.equal(messages[1]!.at!.getTime(), at.getTime());
});

Deno.test("Times within a meeting place its messages", () => {
  const { messages } = conversationOf(
    filled({ type: "meeting", transcript: "0:10 Sam: a\n1:10 Jane: b" }),
    at,
  );
  assert.deepEqual(messages.map(({ offsetMs, at }) => [offsetMs, at!.toISOString()]), [
    [10_000, "2026-03-12T09:59:00.000Z"],
    [70_000, "2026-03-12T10:00:00.000Z"],
  ]);
});

Deno.test("Every wrong field is named at once", () => {
  const row = { sender: "user", name: "Jane", time: "", content: "" };
  const values = filled({
    type: "dance",
    pageUrl: "javascript:alert(1)",
    rows: [row],
    metadata: [{ key: "", value: "x" }],
    fields: [{ key: "a", value: "1" }, { key: "a", value: "2" }],
  });
  assert.deepEqual(faultsOf(values), [
    "type",
    "page_url",
    "row_content_0",
    "row_content_0",
    "metadata",
    "fields",
  ]);
  assert.deepEqual(faultsOf(filled({})), ["row_content_0"]);
  assert.deepEqual(faultsOf(filled({ name: "Only a name" })), []);
});

Deno.test("Names that objects treat specially are ordinary names", () => {
  const metadata = [{ key: "__proto__", value: "1" }, { key: "constructor", value: "2" }];
  const { userMetadata } = conversationOf(filled({ name: "x", metadata }), at);
  assert.deepEqual(Object.keys(userMetadata!), ["__proto__", "constructor"]);
});

Deno.test("The contact is the customer, else whoever is not the teammate", () => {
  const transcript = "Maya: a\nPriya: b\nSam: c";
  const senders = (part: Partial<NewSessionValues>) =>
    assignSpeakers(filled({ transcript, ...part }), "maya").map(({ sender }) => sender);
  assert.deepEqual(senders({}), ["human_agent", "user", "human_agent"]);
  assert.deepEqual(senders({ customerName: "sam" }), ["human_agent", "human_agent", "user"]);
  const speakers = [{ name: "Maya", sender: "bot" }];
  assert.deepEqual(senders({ speakers }), ["bot", "user", "human_agent"]);
});

Deno.test("Offsets are minutes and seconds, with hours before them", () => {
  assert.deepEqual(["4:05", "1:02:03", "90:00", "4:65", "4", ""].map(parseOffset), [
    245_000,
    3_723_000,
    5_400_000,
    null,
    null,
    null,
  ]);
});
