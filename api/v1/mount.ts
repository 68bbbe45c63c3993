import { Hono, type MiddlewareHandler } from "hono";
import {
  addressRefused,
  authenticateKey,
  bearerOf,
  isAddressAllowed,
} from "../../core/access/mod.ts";
import { AppError, notFound, tooManyRequests, unauthorized } from "../../core/errors.ts";
import { newId } from "../../core/id.ts";
import { type ApiContext, type ApiEnv, type ApiServices, callerAddress } from "../context.ts";
import { endpointName } from "../endpoint.ts";
import { documentText } from "./document.ts";
import type { Operation } from "./operation.ts";
import { operations as all } from "./operations.ts";
import { problemResponse } from "./problem.ts";
import { rateFields } from "./rate_headers.ts";
import { mountReference } from "./reference/routes.ts";
import { run } from "./run.ts";
import { sha256Hex } from "../../core/crypto.ts";
import { isKnown } from "./etag.ts";

/** What browsers may send and read; keys come in a header of their own, so any page may ask. */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "ETag, X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, Link",
};
const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match",
  "Access-Control-Max-Age": "86400",
};

/**
 * The public API below `/v1`: every operation at its address, and the document that describes them.
 * Give `fetch` a `requestId` as its second argument to have it in the answers, and the caller's
 * address as `clientAddress`.
 */
export function createV1(services: ApiServices, operations: Operation[] = all): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const base = (services.publicUrl ?? "").replace(/\/$/, "");
  const ids = new WeakMap<Request, string>();
  app.use(async (c, next) => {
    const id = (c.env as { requestId?: string } | undefined)?.requestId ?? newId("req");
    ids.set(c.req.raw, id);
    c.set("services", services);
    await next();
    const { headers } = c.res;
    headers.set("X-Request-Id", id);
    headers.set("X-Content-Type-Options", "nosniff");
    for (const [name, value] of Object.entries(CORS)) headers.set(name, value);
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  });
  app.onError((error, c) => problemResponse(error, ids.get(c.req.raw) ?? newId("req"), base));
  app.get("/v1/openapi.json", answerDocument);
  mountReference(app);
  const paths = new Map<string, Operation[]>();
  for (const operation of operations) {
    paths.set(operation.path, [...paths.get(operation.path) ?? [], operation]);
  }
  // Paths without ids first: /sessions/bulk is not a session.
  const sorted = [...paths].sort(([a], [b]) => Number(a.includes("{")) - Number(b.includes("{")));
  for (const [path, possible] of sorted) {
    const address = `/v1${path.replace(/\{(\w+)\}/g, ":$1")}`;
    for (const operation of possible) {
      const identify = identifyKey(endpointName(operation.method.toUpperCase(), `/v1${path}`));
      app.on(operation.method, address, identify, (c) => run(c, operation));
    }
    answerOthers(app, address, possible.map(({ method }) => method.toUpperCase()));
  }
  for (const path of ["/openapi.json", "/reference", "/reference/errors"]) {
    answerOthers(app, `/v1${path}`, ["GET"]);
  }
  app.options("/v1/*", preflight);
  app.notFound(async (c) =>
    await problemResponse(notFound("Path"), ids.get(c.req.raw) ?? newId("req"), base)
  );
  return app;
}

/** Counts and lets in a key, from where it may be used; nobody else. */
function identifyKey(endpoint: string): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { sql, rateLimiter, keyUsage } = c.var.services;
    const bearer = bearerOf(c.req.raw);
    const key = bearer ? await authenticateKey(sql, bearer) : null;
    if (!key) throw unauthorized();
    c.set("caller", { kind: "key", key });
    c.set("projectId", key.projectId);
    const address = callerAddress(c.env);
    const refuse = (error: AppError) => {
      keyUsage?.note(key, { endpoint, status: error.status, address });
      throw error;
    };
    if (!isAddressAllowed(key.allowedAddresses, address)) return refuse(addressRefused(address));
    const limit = await rateLimiter.take(key);
    const fields = rateFields(limit);
    if (!limit.allowed) {
      const { message, code, status } = tooManyRequests(limit.retryAfterSeconds);
      return refuse(new AppError(message, { code, status, headers: fields }));
    }
    await next();
    // Errors are answers by now.
    keyUsage?.note(key, { endpoint, status: c.res.status, address });
    for (const [name, value] of Object.entries(fields)) c.res.headers.set(name, value);
  };
}

function answerOthers(app: Hono<ApiEnv>, address: string, methods: string[]): void {
  const allow = methods.join(", ");
  app.all(address, (c) => {
    if (c.req.method === "OPTIONS") return preflight();
    throw new AppError(`${c.req.method} is not possible here. Possible: ${allow}.`, {
      code: "method_not_allowed",
      status: 405,
      headers: { Allow: allow },
    });
  });
}

function preflight(): Response {
  return new Response(null, { status: 204, headers: PREFLIGHT });
}

let documentTag: Promise<string> | null = null;

async function answerDocument(c: ApiContext): Promise<Response> {
  documentTag ??= sha256Hex(documentText()).then((hash) => `"${hash.slice(0, 32)}"`);
  const headers = { "ETag": await documentTag, "Cache-Control": "public, max-age=300" };
  if (isKnown(c.req.raw.headers.get("if-none-match"), await documentTag)) {
    return new Response(null, { status: 304, headers });
  }
  const type = { "Content-Type": "application/json" };
  return new Response(documentText(), { headers: { ...headers, ...type } });
}
