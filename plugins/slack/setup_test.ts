import assert from "node:assert/strict";
import { appManifest } from "./app_manifest.ts";
import { APP_SCOPES, BOT_EVENTS, BOT_SCOPES } from "./scopes.ts";
import { setup } from "./setup.ts";
import samples from "./testdata/event_samples.json" with { type: "json" };

const events = "https://hissuno.example/plugins/slack/events";
const redirect = "https://hissuno.example/connect/callback";
const open = { events, redirect, isPublic: true };
const closed = {
  events: "http://localhost:8000/x",
  redirect: "http://localhost:8000/y",
  isPublic: false,
};

Deno.test("With a public address, Slack posts events and pressed buttons there", () => {
  const { settings, oauth_config } = appManifest(open);
  assert.equal(settings.event_subscriptions.request_url, events);
  assert.deepEqual(settings.interactivity, { is_enabled: true, request_url: events });
  assert.deepEqual(oauth_config.redirect_urls, [redirect]);
  assert.equal(settings.socket_mode_enabled, false);
});

Deno.test("Without one, the app uses Socket Mode and names no address of ours", () => {
  const manifest = appManifest(closed);
  assert.equal(manifest.settings.socket_mode_enabled, true);
  assert.doesNotMatch(JSON.stringify(manifest), /localhost|request_url|redirect_urls/);
});

Deno.test("The manifest asks for exactly the scopes of the list, each with a reason", () => {
  assert.deepEqual(appManifest(open).oauth_config.scopes.bot, BOT_SCOPES.map(({ name }) => name));
  for (const { name, reason } of [...BOT_SCOPES, ...APP_SCOPES]) {
    assert.match(reason, /^[a-z].{15,}[^.]$/, name);
  }
  const text = setup(open).map((step) => step.text).join("\n");
  for (const { name, reason } of BOT_SCOPES) assert.ok(text.includes(`${reason} (${name})`), name);
});

Deno.test("Every event that is asked for exists, and the app has the scope it needs", () => {
  const scopes = new Set(BOT_SCOPES.map(({ name }) => name));
  const needed = samples.scopes as Record<string, string[]>;
  for (const event of BOT_EVENTS) {
    assert.ok((samples.names as string[]).includes(event), event);
    const any = needed[event] ?? [];
    assert.ok(any.length === 0 || any.some((scope) => scopes.has(scope)), `${event} needs ${any}`);
  }
  assert.ok(!BOT_EVENTS.includes("app_mention"), "Mentions come as messages already");
});

Deno.test("The steps carry the description, ready to be copied, and an address that fills it in", () => {
  for (const addresses of [open, closed]) {
    const steps = setup(addresses);
    const [first] = steps;
    assert.deepEqual(JSON.parse(first!.copy!.text), appManifest(addresses));
    const link = new URL(first!.link!.url);
    assert.equal(link.origin, "https://api.slack.com");
    assert.deepEqual(JSON.parse(link.searchParams.get("manifest_json")!), appManifest(addresses));
    assert.ok(steps.every(({ title, text }) => title && /\.$/.test(text)));
  }
  assert.match(setup(closed).map(({ text }) => text).join(), /connections:write/);
});

Deno.test("The README lists the same scopes with the same reasons, and the same events", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", import.meta.url));
  const cells = [...readme.matchAll(/^\| `([a-z:.]+)`\s*\|\s*(.*?)\s*\|$/gm)];
  const rows = new Set(cells.map(([, name, reason]) => `${name}: ${reason}`));
  for (const { name, reason } of [...BOT_SCOPES, ...APP_SCOPES]) {
    assert.ok(rows.has(`${name}: ${reason}`), name);
  }
  const listed = cells.map(([, name]) => name);
  assert.deepEqual(listed, [...BOT_SCOPES, ...APP_SCOPES].map(({ name }) => name));
  for (const event of BOT_EVENTS) assert.ok(readme.includes(`\`${event}\``), event);
});
