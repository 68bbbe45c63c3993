import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { SessionRow, sessionTitle } from "./session_row.tsx";
import type { SessionSummary } from "./types.ts";

const session: SessionSummary = {
  id: "sess_1",
  name: null,
  preview: null,
  source: "widget",
  session_type: "chat",
  status: "active",
  tags: [],
  message_count: 1,
  is_archived: false,
  is_human_takeover: false,
  analysis_status: "pending",
  contact: null,
  first_message_at: null,
  last_activity_at: "2026-03-12T14:20:00Z",
  created_at: "2026-03-12T14:20:00Z",
};

const row = (part: Partial<SessionSummary>) =>
  render(<SessionRow session={{ ...session, ...part }} href="/s/1" selectForm="bulk" />);

Deno.test("a session without a name is called by its first words", () => {
  assert.equal(sessionTitle({ name: "  ", preview: "Hello there" }), "Hello there");
  assert.equal(sessionTitle({ name: null, preview: "" }), "Untitled session");
  assert.ok(!row({ preview: "Hello" }).includes("row-preview"));
});

Deno.test("nothing a customer wrote becomes markup", () => {
  const bad = `"><script>alert(1)</script>`;
  const html = row({
    name: bad,
    preview: bad,
    source: bad,
    tags: [bad, bad + 2],
    contact: { id: "c", name: bad, email: bad },
    needs_human: bad,
  });
  assert.ok(!html.includes("<script"));
  assert.ok(!html.includes("&amp;lt;"), "escaped twice");
});

Deno.test("long names and first words are cut before they reach the page", () => {
  const html = row({ name: "n".repeat(5000), preview: "p".repeat(5000) });
  assert.ok(html.length < 4000, String(html.length));
});

Deno.test("archived wins over the status, and takeover over the call for a person", () => {
  assert.match(row({ is_archived: true }), /data-status="archived"/);
  const both = row({ is_human_takeover: true, needs_human: "model down" });
  assert.ok(both.includes("status human") && !both.includes("Needs you"));
});
