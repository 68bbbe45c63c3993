/** The API of Hissuno for TypeScript and JavaScript. */
export { Hissuno } from "./client.ts";
export { Hissuno as default } from "./client.ts";
export type { ClientOptions, RequestOptions, Upload } from "./options.ts";
export type { ArchiveOptions, ArchiveProgress } from "./archives.ts";
export { type Page, Pages } from "./pages.ts";
export { Download } from "./download.ts";
export type { FullReply, Reply } from "./reply.ts";
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  type FieldError,
  HissunoError,
  NotFoundError,
  NotModifiedError,
  PermissionError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "./errors.ts";
export {
  type VerifyOptions,
  verifyWebhook,
  type WebhookEvent,
  type WebhookHeaders,
  WebhookVerificationError,
} from "./webhook.ts";
export type * from "./generated/types.ts";
export type * from "./generated/filters.ts";
export { VERSION } from "./version.ts";
