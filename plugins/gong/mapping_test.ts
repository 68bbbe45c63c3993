import assert from "node:assert/strict";
import { shaped } from "#plugin-kit";
import { VendorSpec } from "#plugin-kit/testing";
import { isInternal, toConversation } from "./mapping.ts";
import description from "./testdata/vendor_spec.json" with { type: "json" };
import { callSchema, transcriptSchema } from "./vendor.ts";

type Schema = { type?: string; $ref?: string; example?: unknown; items?: Schema } & {
  properties?: Record<string, Schema>;
};
const schemas = description.components.schemas as unknown as Record<string, Schema>;

/** Gong's own example of a schema, put together from the examples of its fields. */
function example(name: string): Record<string, unknown> {
  const build = (schema: Schema): unknown => {
    if (schema.$ref) return example(schema.$ref.split("/").at(-1)!);
    if (schema.type === "array") return schema.example ?? [build(schema.items!)];
    return schema.example;
  };
  const { properties = {} } = schemas[name]!;
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [key, build(schema)]),
  );
}

const party = (fields: object) => ({ ...example("Party"), ...fields });
const call = (fields: object = {}, metaData: object = {}) =>
  shaped(callSchema, {
    metaData: { ...example("CallBasicData"), scope: "External", ...metaData },
    parties: [],
    ...fields,
  });
const said = (speakerId: string | null, text: string, start: number | null = 0) => ({
  speakerId,
  sentences: [{ start, text }],
});

Deno.test("Gong's own example of a call becomes a meeting with its times, link and speakers", () => {
  const raw = { callId: "7782342274025937895", transcript: [example("Monologue")] };
  const faults = new VendorSpec(description).answerFaults("POST", "/v2/calls/transcript", 200, {
    callTranscripts: [raw],
  });
  assert.deepEqual(faults, []);
  const conversation = toConversation(
    call({ ...example("CallData"), metaData: example("CallBasicData") }),
    shaped(transcriptSchema, raw.transcript),
  );
  assert.equal(conversation.externalId, "7782342274025937895");
  assert.equal(conversation.sessionType, "meeting");
  assert.equal(conversation.status, "closed");
  assert.equal(conversation.name, "Example call");
  assert.equal(
    conversation.originalUrl,
    "https://app.gong.io/call?id=7782342274025937895",
  );
  assert.equal(conversation.startedAt!.toISOString(), "2018-02-17T10:30:00.000Z");
  const [message] = conversation.messages;
  assert.equal(message!.content, "No wait, I think we should check that out first.");
  assert.equal(message!.offsetMs, 460_230);
  assert.equal(message!.senderName, "Test User");
  assert.equal(message!.at!.toISOString(), "2018-02-17T10:37:40.230Z");
});

Deno.test("Internal speakers are agents, external ones customers, and the unplaced customers too", () => {
  const { messages, customer } = toConversation(
    call({
      parties: [
        party({ speakerId: "1", name: "Ann", affiliation: "Internal" }),
        party({ speakerId: "2", name: "Bea", affiliation: "External", emailAddress: "bea@x.io" }),
        party({ speakerId: "3", name: "Cid", affiliation: "Unknown", userId: null }),
        party({ speakerId: "4", name: "Dan", affiliation: "Unknown", userId: "234599484848423" }),
      ],
    }),
    [said("1", "a"), said("2", "b", 1), said("3", "c", 2), said("4", "d", 3)],
  );
  assert.deepEqual(messages.map(({ senderName, senderType }) => [senderName, senderType]), [
    ["Ann", "human_agent"],
    ["Bea", "user"],
    ["Cid", "user"],
    ["Dan", "human_agent"],
  ]);
  assert.equal(customer!.email, "bea@x.io");
});

Deno.test("Nobody is guessed: strangers and people on one microphone are unknown speakers", () => {
  const parties = [
    party({ speakerId: "1", name: "Ann", affiliation: "Internal" }),
    party({ speakerId: "1", name: "Abe", affiliation: "Internal" }),
    party({ speakerId: "2", name: "Bea", affiliation: "External" }),
    party({ speakerId: "2", name: "Ben", affiliation: "Internal" }),
  ];
  const transcript = [said("1", "a"), said("2", "b"), said("9", "c"), said(null, "d")];
  const speakers = ({ messages }: ReturnType<typeof toConversation>) =>
    messages.map(({ senderName, senderType }) => [senderName, senderType]);
  assert.deepEqual(speakers(toConversation(call({ parties }), transcript)), [
    ["Unknown speaker", "human_agent"],
    ["Unknown speaker", "user"],
    ["Unknown speaker", "user"],
    ["Unknown speaker", "user"],
  ]);
  const internal = toConversation(call({ parties }, { scope: "Internal" }), transcript);
  assert.ok(internal.messages.every(({ senderType }) => senderType === "human_agent"));
});

Deno.test("Of several customers, the one who speaks first is the session's", () => {
  const { customer } = toConversation(
    call({
      parties: [
        party({ speakerId: null, affiliation: "External", emailAddress: "silent@x.io" }),
        party({ speakerId: "2", affiliation: "External", emailAddress: "second@x.io" }),
        party({ speakerId: "1", affiliation: "External", emailAddress: "first@x.io" }),
        party({ speakerId: "3", affiliation: "Unknown", userId: null, emailAddress: "zero@x.io" }),
      ],
    }),
    [said("3", "Hi"), said("1", "Hello", 1), said("2", "Hey", 2)],
  );
  assert.equal(customer!.email, "first@x.io");
});

Deno.test("The account in the CRM is the customer's company", () => {
  const { customer } = toConversation(call({
    parties: [party({ affiliation: "External", emailAddress: "bea@x.io" })],
    context: [{
      objects: [{
        objectType: "Account",
        objectId: "001",
        fields: [{ name: "Name", value: "X Inc." }, {
          name: "Website",
          value: "https://www.x.io/about",
        }, { name: "Odd", value: 7 }],
      }],
    }],
  }));
  assert.deepEqual(customer!.company, { externalId: "001", name: "X Inc.", domain: "x.io" });
});

Deno.test("Parts of a transcript keep their ids when others are added before them", () => {
  const ids = (transcript: Parameters<typeof toConversation>[1]) =>
    toConversation(call(), transcript).messages.map(({ externalId }) => externalId);
  const twice = [said("1", "Yes", 500), said("1", "Yes again", 500)];
  assert.deepEqual(ids(twice), ["500-1", "500-1-1"]);
  assert.deepEqual(ids([said("2", "First", 100), ...twice]), ["100-2", "500-1", "500-1-1"]);
});

Deno.test("A call without transcript has no messages and does not claim to be complete", () => {
  for (const transcript of [undefined, [], [said("1", "  ")]]) {
    const conversation = toConversation(call(), transcript);
    assert.deepEqual(conversation.messages, []);
    assert.equal(conversation.isComplete, false);
    assert.equal(conversation.customFields!.transcript, "missing");
  }
});

Deno.test("Fields of the wrong type are left out; ids, times and privacy must be right", () => {
  const odd = toConversation(call({ content: 7, context: "x" }, {
    title: 7,
    url: "javascript:alert(1)",
    duration: "long",
  }));
  assert.equal(odd.name, undefined);
  assert.equal(odd.originalUrl, undefined);
  assert.equal(odd.customFields!.duration_seconds, undefined);
  assert.throws(() => call({}, { id: 7782342274025937895 }), /metaData\.id: .*string/);
  assert.throws(() => call({}, { id: "../1" }), /up to 20 digits/);
  assert.throws(() => call({}, { isPrivate: "no" }), /isPrivate/);
  assert.throws(() => toConversation(call({}, { started: "soon" })), /must be a date/);
});

Deno.test("A call is internal when Gong says so, or when everybody is from inside", () => {
  const inside = [party({ affiliation: "Internal" }), party({ affiliation: "Unknown" })];
  assert.equal(isInternal(call({}, { scope: "Internal" })), true);
  assert.equal(isInternal(call({ parties: inside }, { scope: "External" })), false);
  assert.equal(isInternal(call({ parties: inside }, { scope: "Unknown" })), true);
  assert.equal(isInternal(call({ parties: [] }, { scope: "Unknown" })), false);
});
