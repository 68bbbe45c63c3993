import {
  authenticateKey,
  bearerOf,
  can,
  isAddressAllowed,
  roleOf,
  scopeAllows,
} from "../core/access/mod.ts";
import { log } from "../core/log.ts";
import { type ApiContext, callerAddress } from "./context.ts";

/** How often an open stream asks whether its reader may still read. */
const CHECK_MILLISECONDS = 5_000;

/**
 * Calls `end` once whoever opened a stream may no longer read the project: the key was revoked or
 * has expired or may not be used from there any more, the person was removed, switched off or signed out.
 *
 * @returns how to stop watching
 */
export function watchAccess(c: ApiContext, end: () => void): () => void {
  const mayRead = accessCheck(c);
  const timer = setInterval(() => {
    mayRead().then((allowed) => {
      if (!allowed) end();
    }).catch((error) => {
      // A database that is away for a moment is no reason to send every reader away.
      log.warn("Cannot check the reader of a stream", { error });
    });
  }, c.var.services.accessCheckMilliseconds ?? CHECK_MILLISECONDS);
  return () => clearInterval(timer);
}

function accessCheck(c: ApiContext): () => Promise<boolean> {
  const { services: { sql, accounts }, projectId, caller } = c.var;
  if (caller.kind === "key") {
    const bearer = bearerOf(c.req.raw) ?? "";
    const address = callerAddress(c.env);
    return async () => {
      const key = await authenticateKey(sql, bearer);
      return key !== null && key.projectId === projectId && scopeAllows(key.scope, "read") &&
        isAddressAllowed(key.allowedAddresses, address);
    };
  }
  // Of the request only its cookie is kept for as long as the stream is open.
  const cookie = c.req.raw.headers.get("cookie") ?? "";
  const request = new Request(c.req.url, { headers: { cookie } });
  return async () => {
    if (await accounts.userOf(request) === null) return false;
    const role = await roleOf(sql, projectId, caller.user.id);
    return role !== null && can(role, "read");
  };
}
