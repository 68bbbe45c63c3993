import type { z } from "zod";
import type { KeyIdentity, Scope } from "../../core/access/mod.ts";
import type { Sql, Tx } from "../../core/db/mod.ts";
import type { ApiServices } from "../context.ts";

/** One call of an operation, checked. */
export interface Call<Query = unknown, Body = unknown> {
  services: ApiServices;
  /** For reading. */
  sql: Sql;
  /** For writing: the pool, or the transaction of an `Idempotency-Key` or an `If-Match`. */
  db: Sql | Tx;
  projectId: string;
  key: KeyIdentity;
  /** Ids of the address; each can be an id, whether it exists or not. */
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** Aborted when the caller leaves. */
  signal: AbortSignal;
}

/** What an operation answers. */
export interface Answer {
  status: number;
  /** Absent for 204. */
  body?: unknown;
}

/** One answer in the document. */
export interface ResponseDoc {
  description: string;
  /** A named schema, see `output`; absent for an answer without a body. */
  schema?: z.ZodType;
}

/** When an operation goes away. */
export interface Deprecation {
  /** Since when it should not be used any more. */
  since: Date;
  /** When it stops answering. */
  sunset: Date;
  /** What to use instead. */
  instead: string;
}

/** Everything about one operation: its place in the document and what it does. */
export interface Operation {
  /** Its name in SDKs: `listSessions`. */
  id: string;
  method: "get" | "post" | "patch" | "delete";
  /** Below `/v1`, ids in braces: `/sessions/{session_id}`. */
  path: string;
  tag: string;
  /** One line. */
  summary: string;
  /** More, in CommonMark. */
  description?: string;
  /** What the key needs. */
  scope: Scope;
  /** What each id of the path names, and what is not found without it. */
  params?: Record<string, { description: string; noun: string }>;
  /** A strict object of typed values; see `readQuery`. */
  query?: z.ZodObject;
  /** A named schema, see `input`. */
  body?: z.ZodType;
  /** What checks a body instead, where wrong items have results of their own. */
  looseBody?: z.ZodType;
  /** Whether a body may be left out. */
  isBodyOptional?: boolean;
  /** The most bytes of a body. @default 10 MB */
  maxBytes?: number;
  /** By status; the errors are the same everywhere. */
  responses: Record<number, ResponseDoc>;
  /** A body that does its work in any project, for the document and for tests. */
  example?: unknown;
  /** Answers one thing, which gets an ETag. What `expand` added is not part of its version. */
  isVersioned?: boolean;
  /** Fields that `expand` adds. */
  expandable?: readonly string[];
  /** For changes: what is there now, without `expand`, to be compared with `If-Match`. */
  current?: (call: Call) => Promise<unknown>;
  /**
   * Keeps others from changing it until the transaction ends, before `current` is read. Without it,
   * the comparison is done again when somebody else was faster.
   */
  hold?: (call: Call & { db: Tx }) => Promise<unknown>;
  /** A field of the answer that is a secret: it is sealed where the answer is remembered. */
  secretField?: string;
  deprecated?: Deprecation;
  handler: (call: Call) => Promise<Answer>;
}

/** An operation whose handler knows the types of its query and body. */
type Typed<Query extends z.ZodObject, Body extends z.ZodType> =
  & Omit<Operation, "query" | "body" | "handler" | "looseBody">
  & {
    query?: Query;
    body?: Body;
    looseBody?: z.ZodType<unknown>;
    handler: (call: Call<z.output<Query>, z.output<Body>>) => Promise<Answer>;
  };

/** Writes an operation down; the handler is called with what its schemas let through. */
export function operation<Query extends z.ZodObject, Body extends z.ZodType>(
  given: Typed<Query, Body>,
): Operation {
  return given as unknown as Operation;
}
