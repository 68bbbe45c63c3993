/** Requests that may be sent twice and are done once. */
export * from "./idempotency_sql.ts";
