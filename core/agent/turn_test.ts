import assert from "node:assert/strict";
import type { Message, SenderType } from "../contract/mod.ts";
import { modelSettings } from "./agent.ts";
import { defaultAgentSettings, readAgentSettings } from "./settings.ts";
import { openTurn } from "./turn.ts";

function conversation(...lines: [SenderType, string][]): Message[] {
  return lines.map(([sender_type, content], index) => ({
    ...{ id: `msg_${index}`, session_id: "sess", sequence: index + 1, sender_type, content },
    ...{ role: sender_type === "user" ? "user" : "assistant", sender_name: null, offset_ms: null },
    ...{
      sources: [],
      attachments: [],
      external_id: null,
      edited_at: null,
      created_at: new Date(0),
    },
  }));
}

Deno.test("The customer's newest messages are one question", () => {
  const turn = openTurn(
    conversation(["user", "Hi"], ["ai", "Hello"], ["user", "One"], ["user", "Two"]),
    1,
  );
  assert.equal(turn?.question, "One\nTwo");
  assert.equal(turn?.before, "Hi");
  assert.equal(turn?.sequence, 4);
});

Deno.test("There is nothing to answer when somebody answered or nobody asked", () => {
  assert.equal(openTurn([], 0), null);
  assert.equal(openTurn(conversation(["ai", "Hello"]), 0), null);
  assert.equal(openTurn(conversation(["user", "Hi"], ["human_agent", "Hello"]), 0), null);
  assert.equal(openTurn(conversation(["user", "Hi"], ["bot", "Hello"]), 0), null);
  assert.equal(openTurn(conversation(["user", "Hi"], ["ai", "Imported"]), 0), null);
  assert.equal(openTurn(conversation(["user", "Hi"], ["ai", "Hello"]), 1), null);
});

Deno.test("A question that came while an answer was written is still open, and stands last", () => {
  const turn = openTurn(conversation(["user", "One"], ["user", "Two"], ["ai", "To one"]), 1);
  assert.equal(turn?.question, "Two");
  assert.deepEqual(turn?.messages.map(({ content }) => content), ["One", "To one", "Two"]);
});

Deno.test("Settings that are missing or of a wrong type take their defaults", () => {
  const defaults = defaultAgentSettings;
  assert.deepEqual(readAgentSettings(null), defaults);
  assert.deepEqual(readAgentSettings({ agent: { enabled: "no", name: 7 } }), defaults);
  assert.equal(readAgentSettings({ agent: { enabled: false } }).enabled, false);
  const odd = { tone: "rude", language: "xx", daily_tokens: -1, daily_cost: "many", model: "a b" };
  assert.deepEqual(readAgentSettings({ agent: odd }), defaults);
  const chosen = {
    tone: "formal",
    language: "de",
    daily_tokens: 0,
    model: "org/m-1:free",
  } as const;
  assert.deepEqual(readAgentSettings({ agent: chosen }), { ...defaults, ...chosen });
  assert.equal(readAgentSettings({ agent: { model: "https://evil.test/v1" } }).model, "");
});

Deno.test("A model is used when there is a key or an endpoint of one's own", () => {
  const openaiModel = "m";
  const own = "http://localhost:11434/v1";
  const openaiBaseUrl = "https://api.openai.com/v1";
  assert.equal(modelSettings({ openaiModel }), null);
  assert.equal(modelSettings({ openaiModel, openaiBaseUrl }), null);
  assert.equal(modelSettings({ openaiModel, openaiBaseUrl: own })?.baseUrl, own);
  assert.equal(modelSettings({ openaiModel, openaiApiKey: "k" })?.baseUrl, openaiBaseUrl);
});
