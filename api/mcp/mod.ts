import type { McpServer } from "@modelcontextprotocol/server";
import {
  addressRefused,
  authenticateKey,
  bearerOf,
  isAddressAllowed,
  type KeyIdentity,
  scopeAllows,
} from "../../core/access/mod.ts";
import { tooManyRequests, unauthorized } from "../../core/errors.ts";
import { errorResponse } from "../../core/http/mod.ts";
import { log } from "../../core/log.ts";
import { type ApiServices, callerAddress } from "../context.ts";
import { endpointName } from "../endpoint.ts";
import { createV1 } from "../v1/mount.ts";
import type { Operation } from "../v1/operation.ts";
import { callOperation, type Outcome } from "./call_operation.ts";
import { type Tool, tools } from "./tools.ts";

/** The most bytes of one message to us. */
const MAX_BYTES = 4_000_000;

/**
 * The Model Context Protocol at `/mcp`: programs with a model read sessions, issues and customers with
 * a project's key. Tools that change something are there only when the address asks for them,
 * `/mcp?write=true`, and the key's scope allows it. Give the caller's address as `clientAddress` of the
 * second argument, as for `createV1`.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28
 */
export function createMcp(
  services: ApiServices,
): (request: Request, env?: unknown) => Promise<Response> {
  // A tool's call was counted on its way in.
  const v1 = createV1({ ...services, rateLimiter: uncounted, keyUsage: null });
  const answer = async (request: Request, key: KeyIdentity, address: string) => {
    if (!isAddressAllowed(key.allowedAddresses, address)) throw addressRefused(address);
    const limit = await services.rateLimiter.take(key);
    if (!limit.allowed) throw tooManyRequests(limit.retryAfterSeconds);
    const mayWrite = new URL(request.url).searchParams.get("write") === "true";
    const given = tools.filter(({ operation }) =>
      operation.scope === "read" || (mayWrite && scopeAllows(key.scope, operation.scope))
    );
    const authorization = request.headers.get("authorization")!;
    const callV1 = (inner: Request) => v1.fetch(inner, { clientAddress: address });
    return await serve(
      request,
      given,
      async ({ before, operation, toCall }, input) => {
        const call = (operation: Operation, input: Record<string, unknown>) =>
          callOperation(callV1, operation, input, authorization);
        if (before) {
          const ids = Object.keys(before.params ?? {});
          const there = await call(before, Object.fromEntries(ids.map((id) => [id, input[id]])));
          if (there.isError) return there;
        }
        return await call(operation, toCall?.(input) ?? input);
      },
    );
  };
  return async (request, env) => {
    try {
      const bearer = bearerOf(request);
      const key = bearer ? await authenticateKey(services.sql, bearer) : null;
      if (!key) throw unauthorized();
      const address = callerAddress(env);
      const answered = await answer(request, key, address).catch(errorResponse);
      const endpoint = endpointName(request.method, "/mcp");
      services.keyUsage?.note(key, { endpoint, status: answered.status, address });
      return answered;
    } catch (error) {
      return errorResponse(error);
    }
  };
}

const unlimited = { allowed: true, limit: null, remaining: null, resetSeconds: 60 };
const uncounted = {
  take: () => Promise.resolve({ ...unlimited, retryAfterSeconds: 0 }),
} as Partial<ApiServices["rateLimiter"]> as ApiServices["rateLimiter"];

/** Answers one message of the protocol; nothing is kept between two of them. */
async function serve(
  request: Request,
  given: Tool[],
  call: (tool: Tool, input: Record<string, unknown>) => Promise<Outcome>,
): Promise<Response> {
  // Loaded with the first message: most instances never get one.
  const { createMcpHandler, McpServer } = await import("@modelcontextprotocol/server");
  const handler = createMcpHandler(() => {
    const server: McpServer = new McpServer({ name: "hissuno", version: "1.0.0" }, {
      instructions:
        "Feedback of this project's customers: sessions are conversations, with messages, tags and contacts. Search first, then read.",
    });
    for (const tool of given) {
      const isReading = tool.operation.scope === "read";
      const { title, description, input: inputSchema } = tool;
      const annotations = { readOnlyHint: isReading, openWorldHint: false };
      server.registerTool(
        tool.name,
        { title, description, inputSchema, annotations },
        async (input: Record<string, unknown>) => {
          const { isError, body } = await call(tool, input);
          return { isError, content: [{ type: "text" as const, text: JSON.stringify(body) }] };
        },
      );
    }
    return server;
  }, { maxRequestBodySize: MAX_BYTES, onerror: (error) => log.debug("MCP", { error }) });
  return await handler.fetch(request);
}
