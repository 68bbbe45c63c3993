import assert from "node:assert/strict";
import { stop } from "esbuild";
import { METHODS } from "../bridge.ts";
import type { Message, Session } from "../protocol.ts";
import { browserTest, closeBrowser, openChat, until } from "../testing/setup.ts";
import { packageFiles } from "./build.ts";
import { load } from "./index.ts";
import type { HissunoApi, HissunoMessage, HissunoSession } from "./types.ts";

// The published types are written out for readers; these lines fail when they drift.
const _message: (given: Message) => HissunoMessage = (given) => given;
const _session: (given: Session) => HissunoSession = (given) => given;
const _methods: readonly (keyof HissunoApi)[] = METHODS;

Deno.test("Loading without a project or a server fails with a sentence", () => {
  assert.throws(() => load({ projectId: "", host: "https://a.test" }), /needs projectId and host/);
});

Deno.test("On a server the calls go nowhere and nothing fails", () => {
  const api = load({ projectId: "p", host: "https://a.test" });
  api.identify({ id: 1 });
  api.open();
});

browserTest("A page that uses the package gets the widget with its options", async (stage) => {
  const { fake, page } = stage;
  const files = await packageFiles().finally(() => stop());
  assert.ok(files["index.js"]!.length < 2_000);
  assert.match(files["index.js"]!, /@vite-ignore/);
  const script = files["index.js"]!.replace(/export\s*\{[^}]*\};?/, "");
  await page.evaluate(`(() => { ${script}
    const api = load({
      projectId: "${fake.projectId}", host: "${fake.url}/", position: "left",
      user: { email: "jane@example.com" }, metadata: { plan: "pro" },
    });
    api.on("message", (message) => document.title = "said: " + message.content);
    globalThis.api = api; })()`);
  await openChat(page);
  assert.equal((await page.locator(".panel").boundingBox())!.x, 20);
  await page.evaluate("api.send('through the package')");
  await until("it arrives", () => fake.received.length === 1);
  assert.deepEqual(fake.received[0]!.user, { email: "jane@example.com" });
  assert.deepEqual(fake.received[0]!.metadata, { plan: "pro" });
  await until("the stream is open", () => fake.streams === 1);
  fake.addMessage(fake.only, { content: "answer" });
  await until("the page heard it", async () => await page.title() === "said: answer");
  assert.deepEqual(stage.complaints, []);
}, { page: { projectId: "" } });

closeBrowser();
