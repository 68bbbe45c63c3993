import { now } from "../../clock.ts";
import type { SourcePlugin, SyncMode } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import {
  connectSource,
  retryProblem,
  runSync,
  selectProblems,
  selectRun,
  startSync,
  type SyncEngine,
} from "../../sync/mod.ts";
import { testEngine } from "../../sync/testing/engine.ts";

/** An engine on a test database with one plugin, whose provider is a fake. */
export class SyncHarness {
  readonly engine: SyncEngine;
  readonly projectId: string;
  connectionId = "";
  /** What a person does right after connecting. */
  whenConnected: () => Promise<void> = () => Promise.resolve();

  constructor(
    readonly sql: Sql,
    readonly plugin: SourcePlugin,
    providerUrl: string,
    { projectId = "proj_test", ...options }: Partial<SyncEngine> & { projectId?: string } = {},
  ) {
    this.projectId = projectId;
    this.engine = { ...testEngine(sql, [[plugin, providerUrl]]), ...options };
  }

  /** Makes the project and connects the source. */
  async connect(credentials: { settings: unknown; secret: unknown }): Promise<string> {
    await this.sql`insert into projects (id, name) values (${this.projectId}, 'Test')
      on conflict do nothing`;
    const { connection } = await connectSource(
      this.engine,
      this.projectId,
      this.plugin.manifest.id,
      {
        ...credentials,
        frequency: "manual",
        filterFrom: null,
        filterTo: null,
      },
    );
    this.connectionId = connection.id;
    await this.whenConnected();
    return connection.id;
  }

  /** Starts a run and works on it until it ends, fails for good, or throws. */
  async sync(mode: SyncMode = "incremental") {
    const runId = await startSync(this.sql, this.projectId, this.connectionId, mode, this.now());
    return await this.work(runId);
  }

  /** Works on a run as the job would, once; `signal` stops it. */
  async work(runId: string, signal: AbortSignal = new AbortController().signal) {
    await runSync(this.engine, {
      id: "job_test",
      projectId: this.projectId,
      kind: "sync.run",
      payload: { run_id: runId },
      attempt: 1,
      maxAttempts: 5,
      signal,
    });
    return (await selectRun(this.sql, this.projectId, runId))!;
  }

  /** The problems of a run, oldest first. */
  async problems(runId: string) {
    return await selectProblems(this.sql, this.projectId, runId, 100);
  }

  /** Tries one item again, as a person does from the list of problems. */
  async retry(problemId: string): Promise<void> {
    await retryProblem(this.engine, this.projectId, problemId);
  }

  /** All that was imported, in a form that two syncs can be compared by. */
  async rows(): Promise<unknown[]> {
    const rows = await this.sql`
      select s.external_id, s.name, s.status, s.session_type, s.message_count, s.tags, s.custom_fields,
        coalesce((select jsonb_agg(jsonb_build_array(m.external_id, m.sender_type, m.sender_name,
          m.content, m.offset_ms) order by m.sequence) from messages m
          where m.project_id = s.project_id and m.session_id = s.id), '[]') as messages
      from sessions s where s.project_id = ${this.projectId} order by s.external_id`;
    return [...rows];
  }

  /** The current time by the engine's clock; for items that happen now. */
  now(): Date {
    return (this.engine.clock ?? now)();
  }
}
