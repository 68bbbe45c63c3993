import assert from "node:assert/strict";
import type { SourcePlugin } from "../../contract/mod.ts";
import { configureLog } from "../../log.ts";
import { startAcme } from "../../sync/testing/acme.ts";
import { acmeReplies, startAcmeReplies } from "../../sync/testing/acme_replies.ts";
import { brokenRules } from "./conformance.ts";
import type { FakeProvider } from "./fake_provider.ts";
import {
  checkpointAtTheEnd,
  checkpointBeforeItems,
  cursorFromNow,
  sharedCursor,
  strictlyNewer,
} from "./wrong_plugins.ts";

configureLog({ level: "silent" });

/** Exactly these rules a plugin breaks; a rule that catches everything would prove nothing. */
function breaks(
  name: string,
  plugin: SourcePlugin,
  start: () => FakeProvider,
  expected: string[],
): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const broken = await brokenRules(plugin, start);
      const told = broken.map(({ sentence, message }) => `${sentence}: ${message}`).join("\n");
      assert.deepEqual(broken.map(({ sentence }) => sentence).sort(), expected.sort(), told);
    },
  });
}

breaks(
  "A source that continues from the end of the last run loses what appears late",
  cursorFromNow,
  startAcme,
  [
    "an item with the time of the last one is not lost",
    "an item that appears late within the overlap is found",
  ],
);

breaks(
  "A source that asks for strictly newer items loses twins and late ones",
  strictlyNewer,
  startAcme,
  [
    "an item with the time of the last one is not lost",
    "an item that appears late within the overlap is found",
  ],
);

breaks(
  "A source that checkpoints only at the end begins again after a crash",
  checkpointAtTheEnd,
  startAcme,
  [
    "a run that dies in the middle goes on from there, not from the first page",
    "a page marker that repeats ends the run in words, not in a loop",
  ],
);

breaks(
  "A source that checkpoints before its items loses them in a crash",
  checkpointBeforeItems,
  startAcme,
  [
    "a run that dies at any request ends with the same rows",
    "a run that dies in the middle goes on from there, not from the first page",
  ],
);

breaks(
  "A source that shares a cursor between chats and replies loses replies in a crash",
  sharedCursor,
  startAcmeReplies,
  ["a run that dies in one stream loses nothing of the others"],
);

breaks("A source with a cursor for each stream breaks no rule", acmeReplies, startAcmeReplies, []);
