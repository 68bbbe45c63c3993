import assert from "node:assert/strict";
import { FakeParley } from "../core/outbox/testing/fake_parley.ts";
import { parley } from "../core/outbox/testing/parley.ts";
import { ingest } from "../core/sessions/mod.ts";
import { connectSource } from "../core/sync/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

let fake: FakeParley;

pageTest(
  "An answer's way to where its session happens is told of, and it is sent again on a person's word",
  async (app, newPage) => {
    const { sql, sync } = app.services;
    const { connection } = await connectSource(sync, app.project.id, "parley", {
      ...{ settings: {}, secret: { token: "secret" }, frequency: "manual" },
      ...{ filterFrom: null, filterTo: null },
    });
    const scope = { projectId: app.project.id, source: "parley", connectionId: connection.id };
    const [result] = await ingest(sql, scope, [{
      ...{ externalId: "t", isLive: true },
      messages: [{ externalId: "1", senderType: "user", content: "Is the export broken?" }],
    }]);
    const address = `${app.url}/projects/${app.project.id}/sessions/${result!.sessionId}`;
    const page = await newPage();
    await signIn(app, page.context());
    const complaints = complaintsOf(page);
    try {
      const held = Promise.withResolvers<void>();
      fake.onAccepted = () => held.promise;
      await page.goto(address);
      await page.getByText("Your answer appears in Parley as Maya and takes over").waitFor();
      await page.getByLabel("Reply").fill("It is, we are on it.");
      await page.keyboard.press("Control+Enter");
      await page.getByText("Sending…").waitFor();
      await page.getByText("Your answer appears in Parley as Maya. The agent is silent.").waitFor();
      held.resolve();
      await page.getByText("Sending…").waitFor({ state: "detached" });
      assert.deepEqual(fake.texts("t"), ["It is, we are on it."]);

      fake.fault = { path: /POST .*posts/, status: 422, times: 2 };
      await page.getByLabel("Reply").fill("Fixed.");
      await page.keyboard.press("Control+Enter");
      await page.getByText("Not delivered: The thread is locked.").waitFor();
      await assertAccessible(page);
      await press(page, "Retry");
      await page.getByText("Not delivered: The thread is locked.").waitFor();

      // Without a script the same button does the same.
      const plain = await newPage({ javaScriptEnabled: false });
      await signIn(app, plain.context());
      await plain.goto(address);
      await press(plain, "Retry");
      await page.getByText("Not delivered").waitFor({ state: "detached" });
      assert.deepEqual(fake.texts("t"), ["It is, we are on it.", "Fixed."]);
      assert.deepEqual(complaints, []);
    } finally {
      await fake.server.close();
    }
  },
  () => {
    fake = new FakeParley();
    return { sources: [{ plugin: parley, url: fake.server.url }] };
  },
);
