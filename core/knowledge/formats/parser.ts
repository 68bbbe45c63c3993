import { log } from "../../log.ts";
import { FormatProblem } from "./format_problem.ts";
import type { WorkerAnswer } from "./parse_worker.ts";
import type { ReadRequest, ReadResult } from "./read_document.ts";

/** Reads documents, one at a time, in a thread of its own. */
export interface Parser {
  /**
   * Reads one document.
   *
   * @throws FormatProblem when it cannot be read, or takes too long
   */
  read(request: ReadRequest): Promise<ReadResult>;
  /** Ends the thread; the next request starts another one. */
  close(): void;
}

/** How the thread is used. */
export interface ParserOptions {
  /** How long one document may take before its thread is ended. @default 60000 */
  timeoutMilliseconds?: number;
  /** How much more memory the process may need meanwhile, in bytes. @default 600 MB */
  memoryBytes?: number;
  /** How long an unused thread stays. @default 20000 */
  idleMilliseconds?: number;
}

/** A parser; its thread is started when it is first needed. */
export function createParser(options: ParserOptions = {}): Parser {
  const { timeoutMilliseconds = 60_000, idleMilliseconds = 20_000 } = options;
  const { memoryBytes = 600_000_000 } = options;
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    clearTimeout(idle);
    worker?.terminate();
    worker = null;
  }

  function ask(request: ReadRequest): Promise<ReadResult> {
    clearTimeout(idle);
    worker ??= new Worker(new URL("./parse_worker.ts", import.meta.url).href, { type: "module" });
    const thread = worker;
    return new Promise<ReadResult>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        clearInterval(watch);
      };
      const giveUp = (reason: string) => {
        settle();
        close();
        reject(new FormatProblem(reason));
      };
      const timer = setTimeout(() => {
        const seconds = Math.round(timeoutMilliseconds / 1_000);
        giveUp(`Reading took longer than ${seconds} seconds. Split the document.`);
      }, timeoutMilliseconds);
      // Nothing limits the memory of a thread: a small file can be made to unpack to anything.
      const before = Deno.memoryUsage().rss;
      const watch = setInterval(() => {
        if (Deno.memoryUsage().rss - before < memoryBytes) return;
        giveUp("Reading needs too much memory. Split the document.");
      }, 50);
      thread.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
        settle();
        if (data.ok) resolve(data.result);
        else if (data.isExpected) reject(new FormatProblem(data.message));
        else {
          log.warn("A document could not be read", { reason: data.message });
          reject(new FormatProblem("The document cannot be read; it may be broken."));
        }
      };
      thread.onerror = (event) => {
        event.preventDefault();
        settle();
        close();
        log.warn("The thread that reads documents ended", { reason: event.message });
        reject(new FormatProblem("The document cannot be read; it may be broken."));
      };
      // A copy is made: what is read may be needed again.
      thread.postMessage(request);
    }).finally(() => {
      if (worker) idle = setTimeout(close, idleMilliseconds);
    });
  }

  return {
    read: (request) => {
      const answer = last.then(() => ask(request));
      last = answer.catch(() => {});
      return answer;
    },
    close,
  };
}
