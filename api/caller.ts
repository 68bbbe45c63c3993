import type { MiddlewareHandler } from "hono";
import {
  type Action,
  addressRefused,
  assertSameOrigin,
  authenticateKey,
  bearerOf,
  can,
  isAddressAllowed,
  rateHeaders,
  roleOf,
  scopeAllows,
} from "../core/access/mod.ts";
import { forbidden, invalid, tooManyRequests, unauthorized } from "../core/errors.ts";
import { type ApiContext, type ApiEnv, callerAddress } from "./context.ts";
import { endpointOf } from "./endpoint.ts";
import { errorResponse } from "../core/http/mod.ts";

/**
 * Finds out who calls: a key in `Authorization: Bearer`, else a signed-in person by cookie. Keys are
 * counted against their plan's limit, and let in only from the addresses on their list.
 */
export const identifyCaller: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { sql, accounts, rateLimiter, keyUsage, publicUrl } = c.var.services;
  if (c.req.raw.headers.has("authorization")) {
    const bearer = bearerOf(c.req.raw);
    const key = bearer ? await authenticateKey(sql, bearer) : null;
    if (!key) throw unauthorized();
    c.set("caller", { kind: "key", key });
    const address = callerAddress(c.env);
    const endpoint = endpointOf(c);
    if (isAddressAllowed(key.allowedAddresses, address)) {
      const limit = await rateLimiter.take(key);
      if (limit.allowed) await next();
      else c.res = errorResponse(tooManyRequests(limit.retryAfterSeconds));
      // Errors are answers by now, so every answer says where the caller stands.
      const fields = Object.entries(rateHeaders(limit));
      for (const [name, value] of fields) c.res.headers.set(name, value);
    } else c.res = errorResponse(addressRefused(address));
    keyUsage?.note(key, { endpoint, status: c.res.status, address });
    return;
  }
  const visitor = await accounts.userOf(c.req.raw);
  if (!visitor) throw unauthorized();
  assertSameOrigin(c.req.raw, publicUrl);
  c.set("caller", { kind: "person", user: visitor.user });
  await next();
};

/** What a path needs: of people a role that may do it, of keys the scope beside it. */
export type ProjectAction = Extract<
  Action,
  "read" | "write" | "manage_integrations" | "erase_customers"
>;

const SCOPES = {
  read: "read",
  write: "write",
  manage_integrations: "full",
  erase_customers: "full",
} as const;
const ENOUGH = { read: "read, write or full", write: "write or full", full: "full" } as const;

/**
 * Opens a project for the caller.
 *
 * @throws {AppError} 400 without a project, 403 when the caller may not do this there
 */
export async function enterProject(
  c: ApiContext,
  projectId: string | undefined,
  action: ProjectAction,
): Promise<string> {
  if (!projectId) {
    throw invalid(
      "projectId",
      "projectId is missing. Add ?projectId=... to the address.",
      "required",
    );
  }
  const { caller, services } = c.var;
  if (caller.kind === "key") {
    if (caller.key.projectId !== projectId) {
      throw forbidden("The API key does not have access to this project.");
    }
    const needed = SCOPES[action];
    if (!scopeAllows(caller.key.scope, needed)) {
      throw forbidden(
        `The API key's scope is ${caller.key.scope}, which does not allow this. Use a key with scope ${
          ENOUGH[needed]
        }.`,
      );
    }
  } else {
    const role = await roleOf(services.sql, projectId, caller.user.id);
    if (!role) throw forbidden("You are not a member of this project.");
    if (!can(role, action)) {
      throw forbidden(`Your role in this project is ${role}, which does not allow this.`);
    }
    c.set("role", role);
  }
  c.set("projectId", projectId);
  return projectId;
}
