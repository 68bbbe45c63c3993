import type { Json } from "./model.ts";
import { isDocumentedError } from "./vendor.ts";

/** How a call goes wrong; what is not given stays right. */
export interface Fault {
  /** `ok: false` with this error. */
  error?: string;
  /** More fields of that answer. */
  more?: Json;
  /** An HTTP status with a page that is no JSON; 429 has a Retry-After. */
  status?: number;
  /** Seconds, for 429. @default 1 */
  retryAfter?: number;
  /** Milliseconds before anything is done. */
  delayMs?: number;
  /** The connection is cut before anything is done. */
  dropBefore?: boolean;
  /** Everything is done, and then the connection is cut without an answer. */
  dropAfter?: boolean;
  /** Answers this text instead, with status 200. */
  body?: string;
  /** Only calls with these arguments go wrong. */
  when?: (args: Json) => boolean;
}

/** What is to go wrong next. */
export class Faults {
  #planned: { method: string; fault: Fault; left: number }[] = [];

  /**
   * Lets the next calls of a method (`*` for any) go wrong.
   *
   * @throws when Slack documents no such error for the method
   */
  plan(method: string, fault: Fault, times: number): void {
    if (fault.error && method !== "*" && !isDocumentedError(method, fault.error)) {
      throw new Error(`Slack documents no error ${fault.error} for ${method}`);
    }
    this.#planned.push({ method, fault, left: times });
  }

  /** The fault for a call; it is used up by that. */
  take(method: string, args: Json): Fault | undefined {
    const next = this.#planned.find((one) =>
      one.left > 0 && [method, "*"].includes(one.method) && (one.fault.when?.(args) ?? true)
    );
    if (!next) return undefined;
    next.left--;
    return next.fault;
  }

  /** Forgets everything planned. */
  clear(): void {
    this.#planned = [];
  }
}
