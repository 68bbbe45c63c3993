/**
 * Reads documents in a thread of its own, so that a large or hostile one holds up nobody and can be
 * ended. Started by parser.ts; needs read access to this folder only.
 */
import { FormatProblem } from "./format_problem.ts";
import { readDocument, type ReadRequest, type ReadResult } from "./read_document.ts";

/** What comes back for each request. */
export type WorkerAnswer =
  | { ok: true; result: ReadResult }
  | { ok: false; isExpected: boolean; message: string };

interface Scope {
  onmessage: (event: MessageEvent<ReadRequest>) => void;
  postMessage(answer: WorkerAnswer): void;
}

const scope = self as unknown as Scope;

scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage({ ok: true, result: await readDocument(data) });
  } catch (error) {
    const isExpected = error instanceof FormatProblem;
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ ok: false, isExpected, message });
  }
};
