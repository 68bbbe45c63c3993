import assert from "node:assert/strict";
import { shaped } from "#plugin-kit";
import { VendorSpec } from "#plugin-kit/testing";
import { idOf } from "./client.ts";
import { missingOf, toConversation } from "./mapping.ts";
import description from "./testdata/vendor_spec.json" with { type: "json" };
import { meetingSchema } from "./vendor.ts";

type Schema = {
  type?: string | string[];
  $ref?: string;
  example?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
};
const schemas = description.components.schemas as unknown as Record<string, Schema>;

/** Fathom's own example of a schema, put together from the examples of its fields. */
function example(name: string): Record<string, unknown> {
  const build = (schema: Schema): unknown => {
    if (schema.$ref) return example(schema.$ref.split("/").at(-1)!);
    if (schema.anyOf) return build(schema.anyOf[0]!);
    return schema.items ? [build(schema.items)] : schema.example;
  };
  const { properties = {} } = schemas[name]!;
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [key, build(schema)]),
  );
}

const meeting = (fields: object = {}) =>
  shaped(meetingSchema, { ...example("Meeting"), ...fields });
const line = (display_name: string, email: string | null = null, text = "Hello") => ({
  speaker: { display_name, matched_calendar_invitee_email: email },
  text,
  timestamp: "00:00:01",
});
const invitee = (name: string | null, email: string | null, is_external: boolean | null) => ({
  ...example("Invitee"),
  matched_speaker_display_name: null,
  email_domain: email?.split("@")[1] ?? null,
  name,
  email,
  is_external,
});
const sides = (fields: object) =>
  toConversation(meeting(fields)).messages.filter(({ senderType }) => senderType !== "ai")
    .map(({ senderType }) => senderType);

Deno.test("Fathom's own example becomes a meeting with transcript and notes", () => {
  const raw = { ...example("Meeting"), transcript_language: "en" };
  const page = { limit: 10, next_cursor: null, items: [raw] };
  const faults = new VendorSpec(description).answerFaults("GET", "/meetings", 200, page);
  assert.deepEqual(faults, []);
  const conversation = toConversation(meeting());
  assert.equal(conversation.externalId, "123456789");
  assert.equal(conversation.sessionType, "meeting");
  assert.equal(conversation.name, "Quarterly Business Review");
  assert.equal(conversation.originalUrl, "https://fathom.video/xyz123");
  assert.equal(conversation.startedAt!.toISOString(), "2025-03-01T16:01:12.000Z");
  assert.equal(conversation.isComplete, true);
  const [said, summary, actions] = conversation.messages;
  assert.equal(said!.content, "Let's revisit the budget allocations.");
  assert.deepEqual([said!.senderName, said!.offsetMs], ["Alice Johnson", 332_000]);
  assert.equal(said!.at!.toISOString(), "2025-03-01T16:06:44.000Z");
  assert.deepEqual([summary!.senderType, summary!.senderName], ["ai", "Fathom: summary"]);
  assert.match(summary!.content, /^## Summary\nWe reviewed/);
  assert.equal(summary!.at!.toISOString(), "2025-03-01T17:00:55.000Z");
  assert.equal(actions!.content, "- [ ] Email revised proposal to client (Alice Johnson)");
});

Deno.test("Speakers have the side of the invitee with their address, or their exact name", () => {
  const calendar_invitees = [
    invitee("Ann", "ann@acme.com", false),
    invitee("Bea", "Bea@client.com", true),
    { ...invitee(null, "cid@client.com", true), matched_speaker_display_name: "Cid from Client" },
  ];
  const transcript = [
    line("Somebody", "bea@client.com"),
    line("Ann"),
    line("Cid from Client"),
    line("ann"),
  ];
  assert.deepEqual(sides({ calendar_invitees, transcript }), [
    "user",
    "human_agent",
    "user",
    // Not exactly the name: nobody is guessed, and nothing a customer says is lost.
    "user",
  ]);
});

Deno.test("The person who recorded and own addresses are colleagues, everybody else a customer", () => {
  const recorded_by = { name: "Rec", email: "rec@acme.com", email_domain: "acme.com", team: null };
  const transcript = [line("Rec"), line("New", "new@acme.com"), line("Who", "who@else.com")];
  assert.deepEqual(sides({ calendar_invitees: [], recorded_by, transcript }), [
    "human_agent",
    "human_agent",
    "user",
  ]);
});

Deno.test("In a meeting of own people only, strangers are colleagues", () => {
  const transcript = [line("Guest")];
  const calendar_invitees_domains_type = "only_internal";
  const fields = { calendar_invitees_domains_type, transcript, recorded_by: null };
  const own = [invitee("Ann", "ann@acme.com", false)];
  assert.deepEqual(sides({ ...fields, calendar_invitees: own }), ["human_agent"]);
  // A meeting without an invitation says nothing about who was there.
  assert.deepEqual(sides({ ...fields, calendar_invitees: [] }), ["user"]);
});

Deno.test("Two invitees of one name on different sides are nobody", () => {
  const calendar_invitees = [
    invitee("Sam", "sam@acme.com", false),
    invitee("Sam", "sam@client.com", true),
  ];
  assert.deepEqual(sides({ calendar_invitees, transcript: [line("Sam")] }), ["user"]);
});

Deno.test("The customer is the invitee from outside who speaks first", () => {
  const calendar_invitees = [
    invitee("Ann", "ann@acme.com", false),
    invitee("Silent", "silent@client.com", true),
    invitee("Bea", "bea@client.com", true),
    invitee("No Address", null, true),
  ];
  const customer = (transcript: unknown) =>
    toConversation(meeting({ calendar_invitees, transcript })).customer?.email;
  assert.equal(customer([line("Ann"), line("Bea")]), "bea@client.com");
  assert.equal(customer([]), "silent@client.com");
});

Deno.test("Lines keep their ids when others are added, and change them with the speaker", () => {
  const ids = (transcript: unknown) =>
    toConversation(meeting({ transcript })).messages.map(({ externalId }) => externalId)
      .slice(0, -2);
  assert.deepEqual(ids([line("Ann"), line("Ann", null, "Again"), line("Bea")]), [
    "00:00:01 Ann",
    "00:00:01 Ann 1",
    "00:00:01 Bea",
  ]);
});

Deno.test("What a meeting waits for is told, and it is not complete until then", () => {
  for (const transcript of [null, undefined, [], [line("Ann", null, " ")]]) {
    const waiting = meeting({ transcript });
    assert.equal(missingOf(waiting), "transcript");
    assert.equal(toConversation(waiting).isComplete, false);
    assert.equal(toConversation(waiting).customFields!.transcript, "missing");
  }
  const nothing = { template_name: null, markdown_formatted: null };
  for (const default_summary of [null, undefined, nothing]) {
    const waiting = meeting({ default_summary });
    assert.equal(missingOf(waiting), "summary");
    assert.equal(toConversation(waiting).isComplete, false);
  }
});

Deno.test("Fields that come null are left out; ids, dates and words must be right", () => {
  const bare = meeting({
    title: null,
    meeting_title: null,
    meeting_type: null,
    url: "javascript:alert(1)",
    calendar_invitees: null,
    recorded_by: null,
    action_items: null,
    recording_start_time: null,
    recording_end_time: null,
    scheduled_start_time: "soon",
    transcript: [{ ...line("Ann"), timestamp: "soon" }],
  });
  const conversation = toConversation(bare);
  assert.deepEqual([conversation.name, conversation.originalUrl], [undefined, undefined]);
  assert.equal(conversation.startedAt!.toISOString(), "2025-03-01T17:01:30.000Z");
  assert.equal(conversation.messages[0]!.offsetMs, undefined);
  assert.throws(() => meeting({ created_at: "soon" }), /created_at: must be a date/);
  assert.throws(
    () => meeting({ recording_id: 77723422740259378951 }),
    /whole number that is exact/,
  );
  assert.throws(() => meeting({ transcript: [line("Ann", null, null as never)] }), /text: /);
  assert.equal(meeting({ recording_id: "77723422740259378951" }).recording_id.length, 20);
  assert.deepEqual([{ recording_id: 7 }, { recording_id: 2 ** 60 }, null, "x"].map(idOf), [
    "7",
    undefined,
    undefined,
    undefined,
  ]);
});
