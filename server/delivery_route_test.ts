import assert from "node:assert/strict";
import { dbTest } from "../core/db/testing.ts";
import { Office, SIGNING } from "../core/exchange/testing/office.ts";
import { type Page, pager, signed } from "../core/exchange/testing/pager.ts";
import { createPluginRoutes } from "./plugin_routes.ts";
import type { Services } from "./services.ts";

function routeTest(
  name: string,
  test: (
    send: (request: Request) => Promise<Response>,
    office: Office,
  ) => Promise<void>,
): void {
  dbTest(name, async (sql) => {
    const office = new Office(sql);
    const { sync: _sync, receive: _receive, ...silent } = pager;
    const plugins = [pager, { ...silent, manifest: { ...pager.manifest, id: "silent" } }];
    const services = {
      plugins,
      exchange: office.exchange,
      config: {},
      sql,
      hub: null,
      bundles: {},
    };
    const routes = createPluginRoutes(services as unknown as Services);
    try {
      await office.connect();
      await test(async (request) => await routes.fetch(request, {}), office);
    } finally {
      await office.close();
    }
  });
}

const page = (content: Page) => signed({ account: "T1", ...content }, SIGNING, new Date());

routeTest(
  "A genuine delivery is answered 200 once it is stored, a question with its text",
  async (send, office) => {
    const answer = await send(await page({ id: "d1" }));
    assert.deepEqual([answer.status, await answer.text()], [200, ""]);
    assert.equal((await office.sql`select from source_deliveries`).length, 1);
    const asked = await send(await page({ challenge: "<b>1</b>" }));
    assert.equal(await asked.text(), "<b>1</b>");
    assert.match(asked.headers.get("content-type")!, /^text\/plain/);
    assert.equal(asked.headers.get("x-content-type-options"), "nosniff");
  },
);

routeTest(
  "Forged, malformed and huge deliveries are refused with the status that says so",
  async (send, office) => {
    const forged = await send(await signed({ account: "T1", id: "d1" }, "wrong", new Date()));
    assert.equal(forged.status, 401);
    assert.equal((await forged.json()).code, "not_genuine");
    const { url } = await page({});
    const post = (body: BodyInit) => send(new Request(url, { method: "POST", body }));
    assert.equal((await post("[")).status, 400);
    const huge = await page({ id: "d2", text: "x".repeat(1024 * 1024) });
    assert.equal((await send(huge)).status, 413);
    // Without a length that tells.
    const chunk = new Uint8Array(256 * 1024);
    const stream = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    assert.equal((await post(stream)).status, 413);
    assert.equal((await office.sql`select from source_deliveries`).length, 0);
  },
);

routeTest("Sources that receive nothing have no such address", async (send) => {
  const { headers } = await page({ id: "d1" });
  for (const id of ["silent", "unknown"]) {
    const address = `http://localhost/plugins/${id}/events`;
    const answer = await send(new Request(address, { method: "POST", headers, body: "{}" }));
    assert.equal(answer.status, 404);
  }
  const read = await send(new Request("http://localhost/plugins/pager/events"));
  assert.equal(read.status, 404);
});
