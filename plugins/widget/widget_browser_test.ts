import assert from "node:assert/strict";
import { stop } from "esbuild";
import { dbTest } from "../../core/db/testing.ts";
import { closeIdleSessions, handBack, reply, takeOver } from "../../core/sessions/mod.ts";
import { browserIgnored, launchBrowser } from "../../fresh/testing/browser.ts";
import { buildWidget } from "../../widget/build.ts";
import { serveHostPage } from "../../widget/testing/host_page.ts";
import { openChat, sees, until, write } from "../../widget/testing/setup.ts";
import { testWidget } from "./testing.ts";

dbTest(
  "The widget on a foreign page talks with the real routes: chat, draft, takeover, closing",
  async (sql) => {
    const files = await buildWidget().finally(() => stop());
    const widget = await testWidget(sql);
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
      const url = new URL(request.url);
      const file = files.find(({ path }) => path === url.pathname);
      if (!file) return widget.fetch(request);
      const headers = {
        "content-type": "text/javascript",
        "access-control-allow-origin": "*",
      };
      return new Response(file.contents as BodyInit, { headers });
    });
    const address = `http://127.0.0.1:${server.addr.port}`;
    const host = serveHostPage(() => ({ server: address, projectId: widget.projectId }));
    const browser = await launchBrowser();
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    try {
      await widget.configure({ allowed_origins: [host.url] });
      await page.goto(host.url);
      await openChat(page);
      await sees(page, "Hello! How can we help?");
      await write(page, "How do I export?");
      const session = async () => (await sql`select * from sessions order by created_at desc`)[0];
      await until("the message is stored", async () => await session() !== undefined);
      const { project_id, id } = (await session())!;
      // The stream has said hello when the message stands without "Sending".
      await page.locator(".mine time").waitFor();
      await page.waitForTimeout(300);
      widget.hub.ephemeral(project_id, id, "draft", {
        message_id: "m1",
        offset: 0,
        text: "Open **Set",
      });
      await page.locator(".draft").getByText("Open").waitFor();
      widget.hub.ephemeral(project_id, id, "draft_end", { message_id: "m1", stored: false });

      const anna = { id: "user_1", name: "Anna Berg" };
      await takeOver(sql, project_id, id, anna);
      await sees(page, "Anna Berg joined the conversation");
      await reply(sql, project_id, id, anna, "Hi, *Anna* here.");
      await page.locator(".md em").getByText("Anna").waitFor();
      await write(page, "Great!");
      await until("it is stored", async () => (await session())!.message_count === 3);
      await handBack(sql, project_id, id);
      await sees(page, "Anna Berg handed the conversation back");
      await closeIdleSessions(sql, 15, new Date(Date.now() + 3_600_000));
      await sees(page, "closed after 15 minutes without a message");
      await page.reload();
      await sees(page, "How do I export?");
      await write(page, "One more");
      await until("a second session", async () => (await session())!.id !== id);
      assert.equal((await session())!.page_title, "Acme: Pricing");
    } finally {
      await browser.close();
      await host.close();
      await widget.stop();
      await server.shutdown();
    }
  },
  { ignore: browserIgnored() },
);
