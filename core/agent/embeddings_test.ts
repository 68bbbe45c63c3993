import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { createWorker } from "../jobs/mod.ts";
import {
  createKnowledge,
  createPackage,
  type Embedder,
  embedHandlers,
  requestMissingEmbeddings,
  searchKnowledge,
  updateKnowledge,
} from "../knowledge/mod.ts";
import { configureLog } from "../log.ts";
import { createEmbedder } from "./embeddings.ts";
import { type FakeEmbeddings, startFakeEmbeddings } from "./testing/fake_embeddings.ts";

const projectId = "proj_a";

async function withModel(
  sql: Sql,
  test: (embedder: Embedder, fake: FakeEmbeddings) => Promise<void>,
) {
  const fake = startFakeEmbeddings();
  const settings = { apiKey: null, baseUrl: fake.baseUrl, model: "x" };
  const undo = configureLog({ level: "silent" });
  try {
    await sql`insert into projects (id, name) values (${projectId}, 'A'), ('proj_b', 'B')`;
    await test(createEmbedder(settings, "fake-embed")!, fake);
  } finally {
    undo();
    await fake.close();
  }
}

/** Works off all jobs of embedding. */
async function embedAll(sql: Sql, embedder: Embedder): Promise<void> {
  await requestMissingEmbeddings(sql, embedder);
  const worker = createWorker({
    sql,
    handlers: embedHandlers(sql, embedder),
    pollMilliseconds: 10,
  });
  worker.start();
  const end = performance.now() + 10_000;
  while ((await sql`select 1 from jobs where status in ('queued', 'running')`).length > 0) {
    assert.ok(performance.now() < end, "Embedding does not end");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await worker.stop();
}

const add = (sql: Sql, name: string, content: string, project = projectId) =>
  createKnowledge(sql, project, { kind: "markdown", name, content });

async function fill(sql: Sql) {
  const refund = await add(sql, "Terms", "# Refunds\n\nA refund is paid within thirty days.");
  await add(sql, "Manual", "# Export\n\nAn export holds all rows of a table.");
  await add(sql, "Other", "A refund of the other project.", "proj_b");
  return refund;
}

const names = async (found: ReturnType<typeof searchKnowledge>) =>
  (await found).map(({ source_name }) => source_name);

dbTest("What means the same in other words is found once a model has seen it", async (sql) => {
  await withModel(sql, async (embedder, fake) => {
    const refund = await fill(sql);
    const ask = (question: string, options = {}) =>
      names(searchKnowledge(sql, projectId, question, { embedder, ...options }));
    assert.deepEqual(await ask("Do you reimburse customers?"), []);
    await embedAll(sql, embedder);
    assert.deepEqual(await ask("Do you reimburse customers?"), ["Terms"]);
    assert.deepEqual(await ask("Can I take out everything?"), ["Manual"]);
    assert.deepEqual(await ask("Is there a holiday?"), []);
    assert.deepEqual(
      await names(searchKnowledge(sql, projectId, "Do you reimburse customers?")),
      [],
    );
    const [both] = await searchKnowledge(sql, projectId, "refund within thirty days", { embedder });
    assert.equal(both!.score, 1);
    assert.ok(both!.why!.meaning! > 0.4 && both!.why!.words.length >= 2);
    // Nothing is asked twice, and only what changed again.
    const before = fake.requests.length;
    await embedAll(sql, embedder);
    assert.equal(fake.requests.length, before);
    await updateKnowledge(sql, projectId, refund.id, { content: "Money back? Never. A vacation." });
    await embedAll(sql, embedder);
    assert.deepEqual(fake.requests.slice(before), [["Money back? Never. A vacation."]]);
    assert.deepEqual(await ask("Is there a holiday?"), ["Terms"]);
  });
});

dbTest("Packages narrow what is found by words and by meaning", async (sql) => {
  await withModel(sql, async (embedder) => {
    const refund = await fill(sql);
    await embedAll(sql, embedder);
    const sales = await createPackage(sql, projectId, { name: "Sales", source_ids: [refund.id] });
    const empty = await createPackage(sql, projectId, { name: "Empty" });
    const ask = (question: string, ...packageIds: string[]) =>
      names(searchKnowledge(sql, projectId, question, { embedder, packageIds }));
    assert.deepEqual(await ask("take out everything, reimburse", sales.id), ["Terms"]);
    assert.deepEqual(await ask("rows of an export", sales.id), []);
    assert.deepEqual(await ask("rows of an export", empty.id), []);
    assert.deepEqual(await ask("rows of an export", empty.id, "pack_default"), ["Manual"]);
    assert.deepEqual(await ask("rows of an export", "pack_gone"), ["Manual"]);
  });
});

dbTest("A model that fails leaves the words, and a new model sees everything anew", async (sql) => {
  await withModel(sql, async (embedder, fake) => {
    await fill(sql);
    await embedAll(sql, embedder);
    const wrong: (() => Response)[] = [
      () => Response.json({ error: { message: "no" } }, { status: 500 }),
      () => Response.json({ data: [] }),
      () => new Response("<html>"),
      () => Response.json({ data: [{ index: 0, embedding: ["x"] }] }),
    ];
    for (const answer of wrong) {
      fake.answer = answer;
      const found = searchKnowledge(sql, projectId, "rows of an export", { embedder });
      assert.deepEqual(await names(found), ["Manual"]);
    }
    fake.answer = null;
    const newer = { ...embedder, model: "newer" };
    const ask = () => names(searchKnowledge(sql, projectId, "reimburse?", { embedder: newer }));
    assert.deepEqual(await ask(), []);
    await embedAll(sql, newer);
    assert.deepEqual(await ask(), ["Terms"]);
    const models = await sql`select distinct model from knowledge_embeddings`;
    assert.deepEqual(models.map(({ model }) => model), ["newer"]);
  });
});

// A stand-in with pgvector's names: the extension itself is not part of the built-in database.
dbTest("Where the database has vectors, they measure the nearness", async (sql) => {
  await withModel(sql, async (embedder) => {
    await sql`create domain vector as real[]`;
    await sql`create function distance(a vector, b vector) returns float8 language sql
      return (select 1 - sum(x * y) from unnest(a::real[], b::real[]) as pair(x, y))`;
    await sql`create operator <=> (leftarg = vector, rightarg = vector, function = distance)`;
    await fill(sql);
    await embedAll(sql, embedder);
    const found = searchKnowledge(sql, projectId, "Do you reimburse customers?", { embedder });
    assert.deepEqual(await names(found), ["Terms"]);
  });
});
