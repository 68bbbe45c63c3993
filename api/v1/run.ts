import { isSafeId, scopeAllows } from "../../core/access/mod.ts";
import { transaction, type Tx } from "../../core/db/mod.ts";
import { AppError, forbidden, notFound } from "../../core/errors.ts";
import { readJson, readText } from "../../core/http/mod.ts";
import type { ApiContext } from "../context.ts";
import { once } from "../idempotency.ts";
import { assertUnchanged, etagOf, isKnown } from "./etag.ts";
import { assertListLengths, checked } from "./faults.ts";
import type { Answer, Call, Operation } from "./operation.ts";
import { asOfBody } from "./problem.ts";
import { readQuery } from "./query.ts";
import { openAnswer, sealAnswer } from "./sealed_answer.ts";

/** The scopes that are enough for what needs one. */
const ENOUGH = { read: "read, write or full", write: "write or full", full: "full" } as const;

/**
 * Answers one call of an operation by a known key: checks its scope, ids, parameters and body, does
 * a POST once per `Idempotency-Key` and a change only of what `If-Match` names.
 *
 * @throws {AppError}
 */
export async function run(c: ApiContext, operation: Operation): Promise<Response> {
  const { caller, services, projectId } = c.var;
  if (caller.kind !== "key") throw forbidden("Only a key can do this.");
  if (!scopeAllows(caller.key.scope, operation.scope)) {
    throw forbidden(
      `The API key's scope is ${caller.key.scope}, which does not allow this. Use a key with scope ${
        ENOUGH[operation.scope]
      }.`,
    );
  }
  const params: Record<string, string> = {};
  for (const [name, { noun }] of Object.entries(operation.params ?? {})) {
    const id = c.req.param(name);
    if (!isSafeId(id)) throw notFound(noun);
    params[name] = id;
  }
  const query = readQuery(operation, new URL(c.req.url));
  const { value, text } = await readBody(c.req.raw, operation);
  const call: Call = {
    services,
    sql: services.sql,
    db: services.sql,
    projectId,
    key: caller.key,
    params,
    query,
    body: value,
    // Made when it is asked for: most calls are over before anybody could leave.
    get signal() {
      return AbortSignal.any([c.req.raw.signal, services.stopping]);
    },
  };
  if (operation.method === "get") return shown(c, operation, await operation.handler(call));
  try {
    if (operation.method === "post") return await post(c, operation, call, text);
    return shown(c, operation, await change(c, operation, call));
  } catch (error) {
    throw asOfBody(error);
  }
}

async function readBody(request: Request, operation: Operation) {
  if (!operation.body) {
    if (operation.method === "get") return { value: undefined, text: "" };
    const text = await readText(request, 64 * 1024);
    if (text.trim() === "" || text.trim() === "{}") return { value: undefined, text };
    throw new AppError("This operation takes no body. Send none.", {
      code: "invalid",
      status: 422,
    });
  }
  const type = request.headers.get("content-type") ?? "";
  if (type !== "" && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new AppError("The body must be JSON. Send the header Content-Type: application/json.", {
      code: "unsupported_media_type",
      status: 415,
    });
  }
  if (operation.isBodyOptional && request.body === null) {
    return { value: checked(operation.body, {}, 422), text: "" };
  }
  const { value, text } = await readJson(request, operation.maxBytes);
  assertListLengths(value);
  return { value: checked(operation.looseBody ?? operation.body, value, 422), text };
}

async function post(
  c: ApiContext,
  operation: Operation,
  call: Call,
  text: string,
): Promise<Response> {
  if (!c.req.raw.headers.has("idempotency-key")) {
    return shown(c, operation, await operation.handler(call));
  }
  // Told before anything is read: SDKs send a key with every POST.
  const { projectId, services: { sync: { secret } } } = call;
  const answer = await once(c, text, async (db) => {
    const { status, body } = await operation.handler({ ...call, db, sql: call.sql });
    return { status, body: await sealAnswer(operation, body ?? null, secret, projectId) };
  });
  const body = await openAnswer(operation, await answer.json(), secret, projectId);
  return shown(c, operation, { status: answer.status, body: body ?? undefined });
}

/** A PATCH or DELETE, of the version that `If-Match` names when it does. */
async function change(c: ApiContext, operation: Operation, call: Call): Promise<Answer> {
  const wanted = c.req.raw.headers.get("if-match");
  if (wanted === null || !operation.current) return await operation.handler(call);
  const { hold } = operation;
  const work = async (db: Tx) => {
    await hold?.({ ...call, db });
    assertUnchanged(wanted, etagOf(await operation.current!({ ...call, db })));
    return await operation.handler({ ...call, db });
  };
  // Where nothing is held, a change by somebody else after the comparison makes PostgreSQL refuse
  // ours, and it is compared again.
  return await transaction(call.sql, work, {
    isolation: hold ? "read committed" : "repeatable read",
  });
}

function shown(c: ApiContext, operation: Operation, answer: Answer): Response {
  const headers = new Headers(deprecationFields(operation));
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  const text = JSON.stringify(answer.body);
  headers.set("Content-Type", "application/json");
  if (operation.isVersioned) {
    const etag = etagOf(answer.body, operation.expandable, text);
    headers.set("ETag", etag);
    headers.set("Cache-Control", "private, no-cache");
    const isRead = operation.method === "get";
    if (isRead && isKnown(c.req.raw.headers.get("if-none-match"), etag)) {
      headers.delete("Content-Type");
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(text, { status: answer.status, headers });
}

function deprecationFields({ deprecated }: Operation): Record<string, string> {
  if (!deprecated) return {};
  return {
    "Deprecation": `@${Math.floor(deprecated.since.getTime() / 1000)}`,
    "Sunset": deprecated.sunset.toUTCString(),
    "Link": `<${deprecated.instead}>; rel="successor-version"`,
  };
}
