import { startFakeOpenAi } from "../../agent/testing/fake_openai.ts";
import type { FakeOpenAi } from "../../agent/testing/fake_openai.ts";
import type { ModelSettings } from "../../agent/mod.ts";
import type { Conversation } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { dbTest, type TestDatabase } from "../../db/testing.ts";
import { createWorker, type Worker } from "../../jobs/mod.ts";
import { updateProject } from "../../projects/mod.ts";
import { ingest } from "../../sessions/mod.ts";
import { readReview } from "../decide.ts";
import { createReview } from "../review.ts";
import type { Decider } from "../review_model.ts";
import { type Asker, startReview } from "../run.ts";
import type { ReviewSettings } from "../settings.ts";

/** A project with a fake model, customers who write, and a worker for reviews; for tests. */
export interface ReviewWorld {
  sql: Sql;
  url: string;
  projectId: string;
  fake: FakeOpenAi;
  set(settings: Partial<ReviewSettings>): Promise<void>;
  /** A conversation that ended, one customer's message per text; gives the session's id. */
  closed(said: string[], more?: Partial<Conversation>): Promise<string>;
  /** Has a session reviewed until nothing more happens, with the fake model or by rules. */
  review(sessionId: string, options?: { model?: boolean; by?: Asker }): Promise<void>;
  worker(model?: boolean): Worker;
  /** Waits until no review is under way. */
  settled(): Promise<void>;
  read(sessionId: string): ReturnType<typeof readReview>;
  session(sessionId: string): Promise<Record<string, unknown>>;
}

/** A person of the team. */
export const maya: Decider = { kind: "person", id: "usr_maya", name: "Maya" };

/** Registers a test in a world of its own. */
export function reviewTest(
  name: string,
  test: (world: ReviewWorld, database: TestDatabase) => Promise<void>,
): void {
  dbTest(name, async (sql, database) => {
    const fake = startFakeOpenAi();
    try {
      await test(await makeWorld(sql, database.url, fake), database);
    } finally {
      await fake.close();
    }
  }, { max: 8 });
}

/** What the fake model says, as the endpoint gives it. */
export const says = (answer: unknown) => ({ text: JSON.stringify(answer) });

async function makeWorld(sql: Sql, url: string, fake: FakeOpenAi): Promise<ReviewWorld> {
  const projectId = "proj_review";
  await sql`insert into projects (id, name) values (${projectId}, 'Review')`;
  const model: ModelSettings = { apiKey: "sk-test", baseUrl: fake.baseUrl, model: "fake-model" };
  const worker = (withModel = false) =>
    createWorker({
      sql,
      handlers:
        createReview({ sql, model: withModel ? { ...model, firstTokenTimeout: 400 } : null })
          .handlers,
      pollMilliseconds: 20,
      leaseSeconds: 2,
      concurrency: 3,
    });
  const settled = async () => {
    for (const begin = performance.now(); performance.now() - begin < 30_000;) {
      // Nobody waits for tries to come in a test.
      await sql`update jobs set run_at = now() where status = 'queued' and run_at > now()`;
      const open = await sql`select 1 from review_runs where status = 'running'
        union all select 1 from jobs where status in ('queued', 'running') and kind like 'review.%'`;
      if (open.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("The reviews never ended");
  };
  return {
    ...{ sql, url, projectId, fake, worker, settled },
    set: async (review) => void await updateProject(sql, projectId, { settings: { review } }),
    closed: async (said, more = {}) => {
      const [result] = await ingest(sql, { projectId, source: "zendesk" }, [{
        status: "closed",
        messages: said.map((content) => ({ senderType: "user", content })),
        ...more,
      }]);
      return result!.sessionId;
    },
    review: async (sessionId, { model: withModel = false, by } = {}) => {
      await startReview(sql, projectId, sessionId, by ?? { by: "person" });
      const one = worker(withModel);
      one.start();
      try {
        await settled();
      } finally {
        await one.stop(2_000);
      }
    },
    read: (sessionId) => readReview(sql, projectId, sessionId),
    session: async (sessionId) => {
      const [row] = await sql`
        select * from sessions where project_id = ${projectId} and id = ${sessionId}`;
      return row!;
    },
  };
}
