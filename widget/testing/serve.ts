/** A page with the widget and a fake other side, to look at while working on it. */
import { stop } from "esbuild";
import { buildWidget } from "../build.ts";
import { FakeServer } from "./fake_server.ts";
import { serveHostPage } from "./host_page.ts";

const fake = new FakeServer(await buildWidget());
await stop();
fake.onMessage = (session, message) =>
  void fake.streamAnswer(session, `You wrote: **${message.content}**`);
const page = serveHostPage(() => ({ server: fake.url, projectId: fake.projectId }), false);
console.log(`Open ${page.url}`);
