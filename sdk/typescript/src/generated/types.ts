// Written by sdk/generate.ts from docs/openapi.json; do not edit.
export type { BulkResult } from "./types/bulk_result.ts";
export type { Company } from "./types/company.ts";
export type { Contact } from "./types/contact.ts";
export type { Issue } from "./types/issue.ts";
export type { IssueList } from "./types/issue_list.ts";
export type { Message } from "./types/message.ts";
export type { MessageCreate } from "./types/message_create.ts";
export type { MessageList } from "./types/message_list.ts";
export type { MessageUpdate } from "./types/message_update.ts";
export type { Problem } from "./types/problem.ts";
export type { Session } from "./types/session.ts";
export type { SessionBulkCreate } from "./types/session_bulk_create.ts";
export type { SessionBulkUpdate } from "./types/session_bulk_update.ts";
export type { SessionBulkUpdated } from "./types/session_bulk_updated.ts";
export type { SessionCreate } from "./types/session_create.ts";
export type { SessionList } from "./types/session_list.ts";
export type { SessionUpdate } from "./types/session_update.ts";
