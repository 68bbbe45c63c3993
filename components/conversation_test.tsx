import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { Conversation, followsOn } from "./conversation.tsx";
import { senderName } from "./message_bubble.tsx";
import type { MessageView } from "./types.ts";

const message = (part: Partial<MessageView>): MessageView => ({
  id: "m1",
  role: "user",
  sender_type: "user",
  sender_name: null,
  content: "Hello",
  created_at: "2026-03-11T23:58:00Z",
  ...part,
});

Deno.test("messages of one sender within five minutes of a day belong together", () => {
  const first = message({});
  assert.ok(followsOn(message({ created_at: "2026-03-11T23:59:00Z" }), first));
  assert.ok(!followsOn(message({ created_at: "2026-03-12T00:00:00Z" }), first), "another day");
  assert.ok(!followsOn(message({ sender_name: "Ben" }), first), "another person");
  assert.ok(!followsOn(message({ sender_type: "ai" }), first), "another kind of sender");
  assert.ok(!followsOn(first, undefined));
});

Deno.test("a new day is announced once", () => {
  const html = render(
    <Conversation
      messages={[
        message({}),
        message({ id: "m2", created_at: new Date("2026-03-12T00:01:00Z") }),
        message({ id: "m3", created_at: "2026-03-12T00:02:00Z" }),
      ]}
    />,
  );
  assert.equal(html.match(/class="day"/g)?.length, 2);
});

Deno.test("agent, teammate and customer are told apart, the agent's Markdown is rendered", () => {
  const html = render(
    <Conversation
      messages={[
        message({ content: "**a**" }),
        message({ id: "m2", sender_type: "ai", content: "**b**" }),
        message({ id: "m3", sender_type: "human_agent", sender_name: "Priya", content: "**c**" }),
      ]}
    />,
  );
  assert.match(html, /from-user[^]*from-agent[^]*from-human/);
  assert.ok(
    html.includes("**a**") && /<strong ?>b<\/strong>/.test(html) && html.includes("**c**"),
  );
});

Deno.test("an answer being written says so and is marked busy", () => {
  const html = render(
    <Conversation messages={[message({ sender_type: "ai", content: "", state: "streaming" })]} />,
  );
  assert.match(html, /aria-busy="true"/);
  assert.match(html, /Hissuno agent is writing/);
});

Deno.test("a nameless customer is called by the session's contact", () => {
  const contact = { id: "c", name: null, email: "jane@example.com" };
  assert.equal(senderName(message({}), contact), "jane@example.com");
  assert.equal(senderName(message({ sender_name: "Jane" }), contact), "Jane");
});

Deno.test("a day begins at the reader's own midnight where their zone is known", () => {
  const at = (id: string, created_at: string): MessageView => ({
    id,
    role: "user",
    sender_type: "user",
    sender_name: null,
    content: id,
    created_at,
  });
  const messages = [at("m1", "2026-03-09T23:58:00Z"), at("m2", "2026-03-10T00:01:00Z")];
  const days = (timeZone?: string) =>
    render(<Conversation messages={messages} timeZone={timeZone} />).split('class="day"').length -
    1;
  assert.equal(days(), 2);
  assert.equal(days("America/New_York"), 1);
});
