import type { Download, Hissuno, Pages, Reply, RequestOptions } from "../src/mod.ts";
import {
  assertKnown,
  countOption,
  dataOption,
  type Given,
  hasFlag,
  textOption,
  valuesOf,
} from "./arguments.ts";
import { UsageError } from "./faults.ts";
import type { Io } from "./io.ts";
import { dashed, type Method } from "./methods.ts";
import { show, showAll } from "./output.ts";
import { save } from "./save.ts";

/** How many things a list shows when nothing else is said. */
const SHOWN = 25;
/** How many the API gives at once. */
const PAGE = 100;

/** Calls an operation as a command says, and shows what comes back. */
export async function call(
  client: Hissuno,
  one: Method,
  given: Given,
  io: Io,
): Promise<void> {
  const ids = given.words;
  if (ids.length !== one.ids.length) {
    throw new UsageError(`Write ${usageOf(one)}`);
  }
  assertKnown(given, optionsOf(one));
  const query = valuesOf(given, one.query);
  const body = one.body && {
    ...await dataOption(given, io),
    ...valuesOf(
      given,
      one.body.filter(({ name }) => !one.query.some((two) => two.name === name)),
    ),
  };
  if (one.http === "PATCH" && body && Object.keys(body).length === 0) {
    throw new UsageError(
      `Nothing to change. Add what shall be different: ${usageOf(one)} --help`,
    );
  }
  const isJson = hasFlag(given, "json");
  if (one.answer === "page") {
    const limit = hasFlag(given, "all") ? Infinity : countOption(given, "limit") ?? SHOWN;
    return await showList(
      listOf(client, one, ids, { ...query, limit }, io),
      limit,
      isJson,
      io,
    );
  }
  const options: RequestOptions = { signal: io.signal };
  const idempotencyKey = textOption(given, "idempotency-key");
  if (idempotencyKey) options.idempotencyKey = idempotencyKey;
  const result = await methodOf(client, one)(
    ...ids,
    ...(body ? [body] : []),
    ...(one.query.length > 0 ? [query] : []),
    options,
  ) as unknown;
  if (one.answer === "bytes") {
    return await save(result as Download, textOption(given, "output"), io);
  }
  if (one.answer === "none") {
    if (isJson) io.write("null\n");
    else io.complain(`Done: ${one.summary.toLowerCase()}\n`);
    return;
  }
  show(io, result, isJson);
}

// The commands know operations by name only; the table says what they take.
type AnyMethod = (
  ...given: unknown[]
) => Reply<unknown> | Pages<Record<string, unknown>>;

function methodOf(client: Hissuno, { resource, method }: Method): AnyMethod {
  const owner = Reflect.get(client, resource);
  return (Reflect.get(owner, method) as AnyMethod).bind(owner);
}

/** A list as filters say, in pages as large as are of use. */
export function listOf(
  client: Hissuno,
  one: Method,
  ids: string[],
  { limit, ...query }: { limit: number; [name: string]: unknown },
  io: Io,
): Pages<Record<string, unknown>> {
  const takesLimit = one.query.some(({ name }) => name === "limit");
  return methodOf(client, one)(
    ...ids,
    ...(one.query.length > 0
      ? [takesLimit ? { ...query, limit: Math.min(limit, PAGE) } : query]
      : []),
    { signal: io.signal },
  ) as Pages<Record<string, unknown>>;
}

async function showList(
  pages: Pages<Record<string, unknown>>,
  limit: number,
  isJson: boolean,
  io: Io,
): Promise<void> {
  let shown = 0;
  for await (const page of pages.pages()) {
    const items = page.data.slice(0, limit - shown);
    showAll(io, items, isJson);
    shown += items.length;
    if (shown >= limit) {
      const isMore = page.has_more || page.data.length > items.length;
      if (isMore && !isJson) {
        io.complain("There are more: add --limit or --all.\n");
      }
      break;
    }
  }
  if (shown === 0 && !isJson) io.complain("Nothing found.\n");
}

/** How the command for an operation is written. */
export function usageOf({ method, resource, ids }: Method): string {
  return [
    "hissuno",
    dashed(method),
    dashed(resource),
    ...ids.map((id) => `<${id}>`),
  ].join(" ");
}

/** The options that the command for an operation takes. */
export function optionsOf(one: Method): string[] {
  const fields = [...one.query, ...one.body ?? []].map(({ name }) => dashed(name));
  return [
    ...fields.filter((name) => one.answer !== "page" || !["cursor", "limit"].includes(name)),
    ...(one.answer === "page" ? ["limit", "all"] : []),
    ...(one.body ? ["data"] : []),
    ...(one.http === "POST" ? ["idempotency-key"] : []),
    ...(one.answer === "bytes" ? ["output"] : []),
  ];
}
