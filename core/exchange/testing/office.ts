import type { JobContext } from "../../jobs/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { FakeServer } from "../../plugin_kit/testing/fake_server.ts";
import { connectSource } from "../../sync/connections.ts";
import type { SyncEngine } from "../../sync/engine.ts";
import { testEngine } from "../../sync/testing/engine.ts";
import { drainLane } from "../drain.ts";
import type { Exchange } from "../exchange.ts";
import { receiveDelivery } from "../receive.ts";
import { type Page, pager, signed } from "./pager.ts";

/** The credentials of the first account. */
export const SIGNING = "signing-secret-1";

/** The imaginary provider with an exchange on a test database. */
export class Office {
  /** What the provider was asked by handlers, by page. */
  readonly asked: string[] = [];
  /** How often its history was read. */
  histories = 0;
  /** Called before an answer to a handler. */
  beforeAnswer: (id: string) => unknown = () => {};
  readonly provider: FakeServer;
  readonly engine: SyncEngine;
  readonly exchange: Exchange;

  constructor(readonly sql: Sql, options: Partial<SyncEngine> = {}) {
    this.provider = new FakeServer(async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === "/me") return Response.json({ id: "T1", name: "Team One" });
      if (pathname === "/history") {
        this.histories++;
        return Response.json([]);
      }
      const id = searchParams.get("id")!;
      this.asked.push(id);
      await this.beforeAnswer(id);
      return Response.json({});
    });
    this.engine = { ...testEngine(sql, [[pager, this.provider.url]]), ...options };
    this.exchange = { engine: this.engine, publicUrl: "https://feedback.example/" };
  }

  /** Connects the account to a project; the connection's id. */
  async connect(
    projectId = "proj_test",
    signing = SIGNING,
    settings: { socket?: string } = {},
  ): Promise<string> {
    await this.sql`insert into projects (id, name) values (${projectId}, 'Test')
      on conflict do nothing`;
    const { connection } = await connectSource(this.engine, projectId, "pager", {
      settings,
      secret: { signing },
      frequency: "manual",
      filterFrom: null,
      filterTo: null,
    });
    return connection.id;
  }

  /** Has a connection capture a channel. */
  async capture(projectId: string, connectionId: string, channel: string, isMonitored = true) {
    await this.sql`
      insert into connection_channels (project_id, connection_id, id, source, name, is_monitored,
        updated_at)
      values (${projectId}, ${connectionId}, ${channel}, 'pager', ${channel}, ${isMonitored}, now())`;
  }

  /** Delivers a page over HTTP's path; the answer, or what is thrown. */
  async deliver(page: Page, { signing = SIGNING, sent = new Date(), at = new Date() } = {}) {
    const request = await signed({ account: "T1", ...page }, signing, sent);
    return await this.deliverRaw(request, at);
  }

  /** Delivers a request as it is. */
  async deliverRaw(request: Request, at = new Date()) {
    const body = new Uint8Array(await request.arrayBuffer());
    return await receiveDelivery(this.exchange, "pager", { headers: request.headers, body }, at);
  }

  /** Works on a lane as the job would, once. */
  async drain(
    connectionId: string,
    lane = "all",
    signal: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    const job: JobContext = {
      id: "job_test",
      projectId: "proj_test",
      kind: "source.deliver",
      payload: { connection_id: connectionId, lane },
      attempt: 1,
      maxAttempts: 100_000,
      signal,
    };
    await drainLane(this.exchange, job);
  }

  /** The texts of a project's messages in the order they were stored. */
  async texts(projectId = "proj_test"): Promise<string[]> {
    const rows = await this.sql`
      select content from messages where project_id = ${projectId} order by id`;
    return rows.map(({ content }) => content);
  }

  async close(): Promise<void> {
    await this.provider.close();
  }
}
