import assert from "node:assert/strict";
import { initials } from "./components/avatar.tsx";
import { cleanUser } from "./identity.ts";
import { readOptions } from "./loader_options.ts";
import { backoff } from "./stream.ts";
import { ENGLISH, fill } from "./strings.ts";
import { luminance, parseColor, textOn } from "./theme.ts";
import { dayLabel, sameDay, shortAge } from "./time.ts";

const tag = (dataset: Record<string, string>, src = "https://chat.test/widget.js") => ({
  src,
  dataset,
});

Deno.test("The script tag names project and server, everything else has a default", () => {
  const options = readOptions(tag({ projectId: "proj_1" }), {});
  assert.equal(options?.projectId, "proj_1");
  assert.equal(options?.host, "https://chat.test");
  assert.equal(options?.position, "right");
  assert.equal(options?.theme, "auto");
  assert.equal(options?.open, false);
  assert.equal(options?.user, undefined);
});

Deno.test("A server under a path keeps its path, and the address may name the project", () => {
  const source = "https://a.test/feedback/widget.js?v=2&project-id=proj_2#x";
  const options = readOptions(tag({}, source), {});
  assert.equal(options?.host, "https://a.test/feedback");
  assert.equal(options?.projectId, "proj_2");
});

Deno.test("Attributes tell the visitor, and settings of the page win over attributes", () => {
  const options = readOptions(
    tag({ projectId: "p", userEmail: "a@b.test", metadata: '{"plan":"pro"}', position: "left" }),
    { position: "right", host: "https://other.test/" },
  );
  assert.equal(options?.user?.email, "a@b.test");
  const signed = readOptions(tag({ projectId: "p", userId: "7", userHash: "ab12" }), {});
  assert.equal(signed?.user?.user_hash, "ab12");
  assert.deepEqual(options?.metadata, { plan: "pro" });
  assert.equal(options?.position, "right");
  assert.equal(options?.host, "https://other.test");
});

Deno.test("Without a project or a server there is no widget", () => {
  assert.equal(readOptions(null, {}), null);
  assert.equal(readOptions(tag({}), {}), null);
  assert.equal(readOptions(null, { projectId: "p" }), null);
  assert.ok(readOptions(null, { projectId: "p", host: "https://chat.test" }));
});

Deno.test("Text on a colour keeps WCAG's 4.5 to 1, white first", () => {
  for (const color of ["#2b59c3", "#000", "#f2b705", "#fff", "#e8590c", "rgb(20, 120, 60)"]) {
    const back = luminance(parseColor(color)!);
    const front = luminance(parseColor(textOn(parseColor(color)!))!);
    const [light, dark] = [Math.max(back, front), Math.min(back, front)];
    assert.ok((light + 0.05) / (dark + 0.05) >= 4.5, color);
  }
  assert.equal(parseColor("cornflower"), null);
});

Deno.test("Waiting doubles up to half a minute, with jitter below and never above", () => {
  assert.equal(backoff(0, () => 1), 500);
  assert.equal(backoff(3, () => 1), 4000);
  assert.equal(backoff(3, () => 0), 2000);
  assert.equal(backoff(50, () => 1), 30_000);
});

Deno.test("Days are called today, yesterday, by weekday, then by date", () => {
  const now = new Date(2026, 4, 20, 12);
  const label = (...date: [number, number, number]) =>
    dayLabel(new Date(...date).toISOString(), ENGLISH, "en", now);
  assert.equal(label(2026, 4, 20), "Today");
  assert.equal(label(2026, 4, 19), "Yesterday");
  assert.match(label(2026, 4, 16), /^Saturday/);
  assert.equal(label(2026, 1, 3), "February 3");
  assert.equal(label(2025, 1, 3), "February 3, 2025");
  assert.equal(sameDay("2026-05-20T10:00:00.000Z", "2026-05-20T10:01:00.000Z"), true);
});

Deno.test("Ages are short", () => {
  const now = new Date("2026-05-20T12:00:00.000Z");
  const age = (time: string) => shortAge(time, ENGLISH, "en", now);
  assert.equal(age("2026-05-20T11:59:40.000Z"), "now");
  assert.equal(age("2026-05-20T11:15:00.000Z"), "45 min");
  assert.equal(age("2026-05-20T02:00:00.000Z"), "10 h");
  assert.equal(age("2026-05-02T12:00:00.000Z"), "May 2");
});

Deno.test("Texts are filled in, unknown places stay visible", () => {
  assert.equal(fill("{n} of {m}", { n: 3 }), "3 of {m}");
});

Deno.test("Initials come from at most two words, also of other scripts", () => {
  assert.equal(initials("anna maria berg"), "AM");
  assert.equal(initials("李雷"), "李");
  assert.equal(initials("  "), "");
});

Deno.test("Only texts and numbers of a user are taken", () => {
  assert.deepEqual(cleanUser({ id: 7, name: "A", email: null, role: "admin" }), {
    id: "7",
    name: "A",
  });
  assert.equal(cleanUser("anna"), null);
});
