import type { ConversationMessage, Message } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { dbTest, type TestDatabase } from "../../db/testing.ts";
import { EventHub, type LiveSignal } from "../../events/mod.ts";
import { createKnowledge } from "../../knowledge/mod.ts";
import { ingest, listMessages } from "../../sessions/mod.ts";
import { type Agent, createAgent } from "../agent.ts";
import type { ModelSettings } from "../model.ts";
import { type FakeOpenAi, startFakeOpenAi } from "./fake_openai.ts";

/** A project with some knowledge, a fake model, and customers who write; for tests. */
export interface World {
  sql: Sql;
  hub: EventHub;
  fake: FakeOpenAi;
  projectId: string;
  /** Signals that live readers of the project got. */
  signals: LiveSignal[];
  /** An agent with the fake model, or with none. */
  agent(model?: Partial<ModelSettings> | null, hub?: EventHub): Agent;
  /** A customer writes, in a new conversation or an earlier one; gives the session's id. */
  write(text: string, conversation?: string): Promise<string>;
  messages(sessionId: string): Promise<Message[]>;
  /** The texts of a session, each with its sender, without the fake model's lead. */
  said(sessionId: string): Promise<string[]>;
}

/** Every answer of the fake model begins with it: without a source that holds none is given. */
export const LEAD = "In the handbook [1]: ";

/** What the project of a {@link World} knows. */
export const handbook = await Deno.readTextFile(
  new URL("../../knowledge/testdata/handbook.md", import.meta.url),
);

/** Waits until `check` gives something, at most a minute: machines may be busy. */
export async function until<T>(
  check: () => Promise<T | null | false> | T | null | false,
): Promise<T> {
  for (const begin = performance.now(); performance.now() - begin < 60_000;) {
    const result = await check();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("Nothing came within a minute");
}

/** Registers a test in a world of its own. */
export function worldTest(
  name: string,
  test: (world: World, database: TestDatabase) => Promise<void>,
): void {
  dbTest(name, async (sql, database) => {
    const fake = startFakeOpenAi();
    fake.lead = LEAD;
    const hub = new EventHub(sql);
    await hub.start();
    try {
      await test(await makeWorld(sql, hub, fake), database);
    } finally {
      await hub.stop();
      await fake.close();
    }
  }, { max: 8 });
}

async function makeWorld(sql: Sql, hub: EventHub, fake: FakeOpenAi): Promise<World> {
  const projectId = "proj_world";
  await sql`insert into projects (id, name) values (${projectId}, 'World')`;
  await createKnowledge(sql, projectId, {
    ...{ kind: "markdown", name: "Handbook", content: handbook },
    url: "https://docs.acme.test/handbook",
  });
  const signals: LiveSignal[] = [];
  await hub.subscribe(projectId, { onSignal: (signal) => signals.push(signal) });
  let count = 0;
  const messages = (sessionId: string) => listMessages(sql, projectId, sessionId);
  return {
    ...{ sql, hub, fake, projectId, signals, messages },
    agent: (model = {}, otherHub = hub) =>
      createAgent({
        ...{ sql, hub: otherHub },
        model: model &&
          { apiKey: "sk-test", baseUrl: fake.baseUrl, model: "fake-model", ...model },
      }),
    write: async (text, conversation = `conversation ${++count}`) => {
      const message: ConversationMessage = { senderType: "user", content: text };
      message.externalId = `message ${++count}`;
      const [result] = await ingest(sql, { projectId, source: "widget" }, [
        { externalId: conversation, isLive: true, wantsAnswer: true, messages: [message] },
      ]);
      return result!.sessionId;
    },
    said: async (sessionId) =>
      (await messages(sessionId)).map(({ sender_type, content }) =>
        `${sender_type}: ${content.replace(LEAD, "")}`
      ),
  };
}
