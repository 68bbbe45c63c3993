import assert from "node:assert/strict";
import { operations } from "../../api/v1/operations.ts";
import type { Operation } from "../../api/v1/operation.ts";
import { addressOf, bodyOf, makeThings, type Things } from "../../api/v1/testing_things.ts";
import type { Method } from "../generator/table.ts";
import {
  AuthenticationError,
  Download,
  Hissuno,
  NotFoundError,
  NotModifiedError,
  Pages,
  PermissionError,
  PreconditionFailedError,
  ValidationError,
} from "./src/mod.ts";
import methods from "./operations.json" with { type: "json" };
import { listeningTest } from "./testing/server.ts";

// `any`: called by name, as a program without types would.
// deno-lint-ignore no-explicit-any
type Loose = any;

/** Reads first, deletions last and what belongs to others before them. */
function harmlessFirst(all: Method[]): Method[] {
  const of = (...verbs: string[]) => all.filter(({ http }) => verbs.includes(http));
  return [
    ...of("GET"),
    ...of("PATCH", "PUT"),
    ...of("POST"),
    ...of("DELETE").reverse(),
  ];
}

/** What the ids of an operation's path are. */
function idsOf(operation: Operation, things: Things): string[] {
  const pattern = "^/v1" + operation.path.replace(/\{\w+\}/g, "([^/]+)") + "$";
  return [...new RegExp(pattern).exec(addressOf(operation, things))!].slice(1);
}

listeningTest(
  "Every operation can be called and answers as its type says",
  async ({ api, client }) => {
    let things = await makeThings(api);
    for (const one of harmlessFirst(methods as Method[])) {
      try {
        await callOnce(client, one, things);
      } catch {
        // An operation before may have left nothing for this one to be tried on.
        things = await makeThings(api);
        await callOnce(client, one, things);
      }
    }
  },
);

async function callOnce(
  client: Loose,
  one: Method,
  things: Things,
): Promise<void> {
  const { id, resource, method, body, isUpload, query, answer } = one;
  const operation = operations.find((other) => other.id === id);
  assert.ok(
    operation,
    `${id} is not in the API. Run deno run -A sdk/generate.ts`,
  );
  const result = client[resource][method](
    ...idsOf(operation, things),
    ...(body || isUpload ? [bodyOf(operation, things)] : []),
    ...(query.length > 0 ? [neededBy(one)] : []),
  );
  if (answer === "page") {
    assert.ok(result instanceof Pages, id);
    return assert.ok(Array.isArray((await result.page()).data), id);
  }
  const { data, requestId, status } = await result.withResponse().catch(
    (error: Error) => {
      throw new Error(`${id}: ${error.message}`, { cause: error });
    },
  );
  assert.ok(status >= 200 && status < 300 && requestId.startsWith("req_"), id);
  if (answer === "none") assert.equal(data, undefined, id);
  else if (answer === "bytes") {
    assert.ok(data instanceof Download && await data.bytes(), id);
  } else assert.equal(typeof data, "object", id);
}

/** Filters that an operation does not do without. */
function neededBy({ query }: Method): Record<string, unknown> {
  const needed = query.filter((field) => field.required);
  return Object.fromEntries(
    needed.map((field) => [field.name, field.enum?.[0] ?? "word"]),
  );
}

listeningTest(
  "Lists are read page by page, and only as far as one goes",
  async ({ client, url, api }) => {
    const sessions = Array.from(
      { length: 5 },
      (_, at) => ({ name: `Session ${at}` }),
    );
    const made = await client.sessions.createMany({ sessions });
    assert.equal(made.created, 5);
    const asked: string[] = [];
    const counting = new Hissuno({
      apiKey: api.keys.read,
      baseUrl: url,
      fetch: (input, init) => {
        asked.push(String(input));
        return fetch(input, init);
      },
    });
    const names = new Set<string | null>();
    for await (const session of counting.sessions.list({ limit: 2 })) {
      names.add(session.name);
    }
    assert.equal(names.size, 5);
    assert.equal(asked.length, 3);
    for await (const _ of counting.sessions.list({ limit: 2 })) break;
    assert.equal(asked.length, 4);
    assert.equal(
      (await counting.sessions.list({ limit: 2 }).toArray({ limit: 3 })).length,
      3,
    );
    assert.equal(asked.length, 6);
    const page = await counting.sessions.list({ limit: 2 }).page();
    assert.ok(page.has_more && page.next_cursor);
    const next = await counting.sessions.list({
      limit: 2,
      cursor: page.next_cursor,
    }).page();
    assert.notEqual(next.data[0]!.id, page.data[0]!.id);
    const sizes: number[] = [];
    for await (const { data } of counting.sessions.list({ limit: 4 }).pages()) {
      sizes.push(
        data.length,
      );
    }
    assert.deepEqual(sizes, [4, 1]);
  },
);

listeningTest(
  "Filters, expansions and versions reach the API",
  async ({ client }) => {
    const session = await client.sessions.create({
      name: "Export & import",
      tags: ["bug"],
      messages: [{ role: "user", content: "Nothing happens" }],
    });
    await client.sessions.create({ name: "Another" });
    const found = await client.sessions.list({
      tags: ["bug", "wins"],
      search: "export",
    }).toArray();
    assert.deepEqual(found.map(({ id }) => id), [session.id]);
    const { data, etag } = await client.sessions.get(session.id, {
      expand: ["messages"],
    })
      .withResponse();
    assert.equal(data.messages?.data[0]?.content, "Nothing happens");
    assert.ok(etag);
    await assert.rejects(
      client.sessions.get(session.id, { expand: ["messages"] }, {
        ifNoneMatch: etag,
      }),
      NotModifiedError,
    );
    const changed = await client.sessions.update(session.id, { name: "B" }, {
      ifMatch: etag,
    });
    assert.equal(changed.name, "B");
    await assert.rejects(
      client.sessions.update(session.id, { name: "C" }, { ifMatch: etag }),
      PreconditionFailedError,
    );
    assert.equal(await client.sessions.delete(session.id), undefined);
    await assert.rejects(client.sessions.get(session.id), NotFoundError);
  },
);

listeningTest(
  "Errors say which field is wrong, and keys do what they may",
  async ({
    api,
    client,
    url,
  }) => {
    const wrong = { name: 5, nmae: "x" } as unknown as { name: string };
    await assert.rejects(client.sessions.create(wrong), (error) => {
      assert.ok(error instanceof ValidationError);
      assert.deepEqual(error.errors.map(({ field }) => field).sort(), [
        "name",
        "nmae",
      ]);
      assert.match(error.requestId ?? "", /^req_/);
      assert.match(error.type ?? "", /#invalid$/);
      return true;
    });
    await assert.rejects(
      client.sessions.list({ limit: 1000 }).page(),
      (error) => error instanceof ValidationError && error.errors[0]?.field === "limit",
    );
    const reader = new Hissuno({ apiKey: api.keys.read, baseUrl: url });
    await assert.rejects(reader.sessions.create({}), PermissionError);
    const stranger = new Hissuno({ apiKey: "hiss_nobody", baseUrl: url });
    await assert.rejects(stranger.sessions.list().page(), AuthenticationError);
  },
);

listeningTest(
  "The same idempotency key makes one session of two requests",
  async ({ client }) => {
    const options = { idempotencyKey: "order-17" };
    const [one, two] = [
      await client.sessions.create({ name: "Once" }, options),
      await client.sessions.create({ name: "Once" }, options),
    ];
    assert.equal(one.id, two.id);
    assert.equal((await client.sessions.list().toArray()).length, 1);
  },
);
