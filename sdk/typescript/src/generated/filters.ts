// Written by sdk/generate.ts from docs/openapi.json; do not edit.
export type {
  GetSessionQuery,
  ListSessionsQuery,
  Sessions,
} from "./resources/sessions.ts";
export type { ListMessagesQuery, Messages } from "./resources/messages.ts";
