import type { LiveConnection, SourcePlugin } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import type { JobHandlerOptions } from "../jobs/mod.ts";
import { discardStream, forgetStream } from "./discard.ts";
import { createOutlet, type Outlet } from "./outlet.ts";
import { tellOwnerChanged } from "./owner.ts";
import { resumeSends } from "./resume.ts";
import { sendQueued } from "./send.ts";

/** What sending stands on. */
export interface OutboxOptions {
  sql: Sql;
  /** By id. */
  plugins: ReadonlyMap<string, SourcePlugin>;
  /**
   * A connection as its plugin gets it; null when it is gone.
   *
   * @throws {CredentialError} when its credentials cannot be read
   */
  open(
    projectId: string,
    connectionId: string,
    signal: AbortSignal,
  ): Promise<LiveConnection | null>;
  /** Milliseconds that the end of a shown answer may take. @default 10,000 */
  closingMilliseconds?: number;
}

/** What is written here, on its way to where sessions happen. */
export interface Outbox {
  /** For `createWorker`. */
  handlers: Record<
    "source.send" | "source.owner" | "source.discard" | "source.resume",
    JobHandlerOptions
  >;
  /** For `createAgent`: shows answers elsewhere while they are written. */
  outlet: Outlet;
}

/** Makes the outbox. Nothing is opened or called before there is something to send. */
export function createOutbox(options: OutboxOptions): Outbox {
  return {
    handlers: {
      "source.send": { run: (job) => sendQueued(options, job) },
      "source.owner": { run: (job) => tellOwnerChanged(options, job) },
      "source.resume": { run: (job) => resumeSends(options.sql, job) },
      "source.discard": {
        run: (job) => discardStream(options, job),
        failed: (job) => forgetStream(options, job),
      },
    },
    outlet: createOutlet(options),
  };
}
