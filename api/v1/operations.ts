import { messageOperations } from "./messages.ts";
import type { Operation } from "./operation.ts";
import { sessionOperations } from "./sessions.ts";

/** Every operation of the public API, in the order of the document. */
export const operations: Operation[] = [
  ...sessionOperations,
  ...messageOperations,
];
