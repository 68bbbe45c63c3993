import { testProject } from "../../access/testing.ts";
import { type Sql, transaction } from "../../db/mod.ts";
import { dbTest, type TestDatabase } from "../../db/testing.ts";
import { appendEvents, type NewEvent } from "../../events/mod.ts";
import { createGuardedFetch, parseAllowList } from "../../net/mod.ts";
import {
  createEndpoint,
  createWebhooks,
  type EndpointContext,
  type EndpointInput,
  type EndpointWithSecret,
  type SenderLimits,
  type Webhooks,
} from "../mod.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { settled } from "./settled.ts";

/** The installation of the tests. */
export const allowed = parseAllowList(["127.0.0.1"]);
/** Its secret. */
export const testSecret = { current: "a secret of the tests, long enough for all", previous: [] };

/** What a test of webhooks works with. */
export interface World {
  sql: Sql;
  database: TestDatabase;
  context: EndpointContext;
  projectId: string;
  /** Id of the project's owner. */
  ownerId: string;
  receiver: Receiver;
  webhooks: Webhooks;
  /** What time it is for the sender; tests move it. */
  time: { at: Date };
  /** Moves the time on by so many milliseconds, and sends what is due then. */
  pass(milliseconds: number): Promise<void>;
  /** Adds an endpoint that leads to the receiver. */
  connect(input?: Partial<EndpointInput>): Promise<EndpointWithSecret>;
  /** Has events happen, and gives them to endpoints and those to the receiver. */
  happen(...events: NewEvent[]): Promise<void>;
}

/** Something that may happen. */
export const closed = (sessionId: string): NewEvent => ({ type: "session.closed", sessionId });

/** Registers a test of webhooks, with a receiver and a project of its own. */
export function webhookTest(
  name: string,
  test: (world: World) => Promise<void>,
  limits: SenderLimits = {},
): void {
  dbTest(name, async (sql, database) => {
    const receiver = startReceiver();
    const time = { at: new Date() };
    const context = { sql, secret: testSecret, allowed };
    const { projectId, ann } = await testProject(sql, { ann: "owner", ben: "member" });
    const fetch = createGuardedFetch(allowed);
    const clock = () => time.at;
    const webhooks = createWebhooks({ sql, secret: testSecret, fetch, clock, ...limits });
    try {
      await test({
        ...{ sql, database, context, projectId, ownerId: ann.id, receiver, webhooks, time },
        pass: async (milliseconds) => {
          time.at = new Date(time.at.getTime() + milliseconds);
          await webhooks.drain();
        },
        connect: (input) =>
          createEndpoint(context, projectId, {
            ...{ url: receiver.url, description: "", event_types: [], sources: [], tags: [] },
            ...input,
          }, null),
        happen: async (...events) => {
          await transaction(sql, (tx) => appendEvents(tx, projectId, events, time.at));
          await settled(sql);
          await webhooks.drain();
        },
      });
    } finally {
      await webhooks.stop();
      await receiver.close();
    }
  });
}
