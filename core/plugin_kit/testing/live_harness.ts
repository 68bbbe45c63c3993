import { AppError } from "../../errors.ts";
import { drainLane, type Exchange, receiveDelivery } from "../../exchange/mod.ts";
import type { Channel } from "../../contract/mod.ts";
import { SyncHarness } from "./harness.ts";

/** An engine with one live source: its provider's deliveries come in over HTTP. */
export class LiveHarness extends SyncHarness {
  #server: Deno.HttpServer<Deno.NetAddr> | undefined;

  get exchange(): Exchange {
    return { engine: this.engine, publicUrl: "https://hissuno.example", retrySeconds: 1 };
  }

  /** The address for deliveries; opened when it is first asked for. */
  get eventsUrl(): string {
    this.#server ??= Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => this.#receive(request),
    );
    return `http://127.0.0.1:${this.#server.addr.port}/plugins/${this.plugin.manifest.id}/events`;
  }

  /** Captures a channel of the connection, or changes how. */
  async capture(id: string, channel: Partial<Omit<Channel, "id">> = {}): Promise<void> {
    const row = {
      project_id: this.projectId,
      connection_id: this.connectionId,
      id,
      source: this.plugin.manifest.id,
      name: channel.name ?? id,
      is_private: channel.isPrivate ?? false,
      is_external: channel.isExternal ?? false,
      is_member: channel.isMember ?? true,
      is_monitored: channel.isMonitored ?? true,
      mode: channel.mode ?? "passive",
      scope: channel.scope ?? "external",
      backfill_from: channel.backfillFrom ?? null,
      updated_at: this.now(),
    };
    await this.sql`
      delete from connection_channels where project_id = ${row.project_id}
        and connection_id = ${row.connection_id} and id = ${id}`;
    await this.sql`insert into connection_channels ${this.sql(row)}`;
  }

  /**
   * Handles everything that was stored, as the jobs would, once.
   *
   * @throws what a handler fails with in passing
   */
  async drain(): Promise<void> {
    const lanes = await this.sql`
      select distinct lane from source_deliveries
      where project_id = ${this.projectId} and connection_id = ${this.connectionId}
        and handled_at is null and failed_at is null`;
    for (const { lane } of lanes) {
      await drainLane(this.exchange, {
        id: "job_test",
        projectId: this.projectId,
        kind: "source.deliver",
        payload: { connection_id: this.connectionId, lane },
        attempt: 1,
        maxAttempts: 1_000,
        signal: new AbortController().signal,
      });
    }
  }

  /** How many jobs of a kind wait, such as `sync.run`. */
  async waitingJobs(kind: string): Promise<number> {
    const rows = await this.sql`
      select 1 from jobs where project_id = ${this.projectId} and kind = ${kind}
        and status = 'queued'`;
    return rows.length;
  }

  /** Stops what was opened. */
  async close(): Promise<void> {
    await this.#server?.shutdown();
  }

  async #receive(request: Request): Promise<Response> {
    const { headers } = request;
    const body = new Uint8Array(await request.arrayBuffer());
    try {
      const source = this.plugin.manifest.id;
      return new Response(
        await receiveDelivery(this.exchange, source, { headers, body }, this.now()),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return new Response(error.message, { status: error.status });
    }
  }
}
