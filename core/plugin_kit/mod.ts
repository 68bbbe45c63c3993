/** All a plugin may import: the contract, schemas, errors, and the answers its routes give. */
export { z } from "zod";
export * from "../contract/mod.ts";
export {
  AppError,
  conflict,
  forbidden,
  invalid,
  notFound,
  tooLarge,
  tooManyRequests,
  unauthorized,
} from "../errors.ts";
export { eventStream, type SendEvent } from "../events/stream.ts";
export { check, errorResponse, readJson } from "../http/mod.ts";
export { constantTimeEqual, hmacSha256Hex } from "../crypto.ts";
export { cleanText } from "../text.ts";
export { now } from "../clock.ts";
export { mapped, type Problem, shaped } from "./mapped.ts";
export { type WaitingCursor, WaitingItems } from "./waiting.ts";
export type { LiveHost, VisitorConversation } from "./host.ts";
