import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { difference, findCentres, toBits } from "./centres.ts";
import { normalized, signatureOf } from "./embedder.ts";
import { selectNearest, upsertEmbeddings } from "./embeddings_sql.ts";
import { keepLists } from "./lists.ts";

const SIZE = 128;
/** So many passages are worth lists here. */
const MANY = 400;
const signal = new AbortController().signal;
const rest = () => Promise.resolve();

/** Numbers between -1 and 1, the same each time. */
function numbersFrom(seed: number): number[] {
  let state = seed * 2_654_435_761 >>> 0;
  return Array.from({ length: SIZE }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 >>> 0;
    return state / 0x80000000 - 1;
  });
}

/** Numbers of the n-th text: forty subjects, and something of its own. */
function embeddingOf(n: number): number[] {
  const own = numbersFrom(n + 1_000);
  return normalized(numbersFrom(n % 40 + 1).map((number, index) => number + 0.6 * own[index]!));
}

Deno.test("Centres come to lie where signatures gather, whatever their order", async () => {
  const places = [1, 2, 3].map((seed) => signatureOf(numbersFrom(seed)));
  const near = (place: string, n: number) =>
    [...place].map((bit, index) => index % 16 === n % 16 ? (bit === "1" ? "0" : "1") : bit).join(
      "",
    );
  const signatures = Array.from({ length: 90 }, (_, n) => near(places[n % 3]!, n));
  const centres = await findCentres(signatures, 3, rest);
  assert.deepEqual(centres.toSorted(), places.toSorted());
  assert.equal(difference(toBits("1100"), toBits("1010")), 2);
  assert.deepEqual(await findCentres([], 3, rest), []);
});

async function add(sql: Sql, projectId: string, from: number, to: number): Promise<void> {
  await sql`
    insert into knowledge_passages (project_id, id, source_id, position, content, language, document)
    select ${projectId}, 'pass_' || n, ${`know_${projectId}`}, n, 'Text ' || n, 'english',
      to_tsvector('english', 'Text')
    from generate_series(${from}::int, ${to - 1}::int) as n`;
  const rows = await sql<{ id: string; mark: string }[]>`
    select id, md5(content) as mark from knowledge_passages
    where project_id = ${projectId} and position >= ${from} and position < ${to}`;
  const items = rows.map((row) => {
    const embedding = embeddingOf(Number(row.id.slice("pass_".length)));
    return { ...row, embedding, signature: signatureOf(embedding) };
  });
  await upsertEmbeddings(sql, projectId, "m", items);
}

async function nearest(sql: Sql, projectId: string, numbers: number[], share = 1) {
  const found = await selectNearest(sql, {
    ...{ projectId, numbers, share, model: "m", signature: signatureOf(numbers) },
    ...{ sourceIds: share === 1 ? null : [`know_${projectId}`] },
    ...{ floor: 0, limit: 10, vector: false },
  });
  return found.map(({ id }) => id);
}

async function listsOf(sql: Sql, projectId: string) {
  const rows = await sql<{ list: number | null; amount: number }[]>`
    select list, count(*)::int as amount from knowledge_embeddings
    where project_id = ${projectId} group by list order by list`;
  return rows.map((row) => ({ ...row }));
}

dbTest(
  "Many passages are kept in lists, and what is nearest is found through them",
  async (sql) => {
    for (const project of ["proj_a", "proj_b"]) {
      await sql`insert into projects (id, name) values (${project}, 'P')`;
      await sql`
      insert into knowledge_sources (project_id, id, kind, name, created_at, updated_at)
      values (${project}, ${`know_${project}`}, 'text', 'S', now(), now())`;
    }
    await add(sql, "proj_b", 0, 50);
    await add(sql, "proj_a", 0, MANY - 1);
    await keepLists(sql, "proj_a", "m", signal, MANY);
    assert.deepEqual(await listsOf(sql, "proj_a"), [{ list: null, amount: MANY - 1 }]);
    await add(sql, "proj_a", MANY - 1, MANY);
    const exact = await Promise.all(
      [3, 7, 11].map((n) => nearest(sql, "proj_a", embeddingOf(10_000 + n))),
    );
    await keepLists(sql, "proj_a", "m", signal, MANY);
    const lists = await listsOf(sql, "proj_a");
    assert.ok(lists.length > 15 && lists.every(({ list }) => list !== null));
    for (const [place, n] of [3, 7, 11].entries()) {
      const found = await nearest(sql, "proj_a", embeddingOf(10_000 + n));
      assert.ok(found.filter((id) => exact[place]!.includes(id)).length >= 9);
      assert.deepEqual(await nearest(sql, "proj_a", embeddingOf(10_000 + n), 0.01), exact[place]);
    }
    assert.deepEqual(await listsOf(sql, "proj_b"), [{ list: null, amount: 50 }]);

    // What came last is found before it is in a list, and put into one by the next job.
    await add(sql, "proj_a", 5_000, 5_001);
    assert.equal((await nearest(sql, "proj_a", embeddingOf(5_000)))[0], "pass_5000");
    await keepLists(sql, "proj_a", "m", signal, MANY);
    const [before] = await sql`select first_list, passages from knowledge_list_sets`;
    assert.deepEqual({ ...before }, { first_list: 0, passages: MANY });

    // Twice as many passages: new lists take the place of the old.
    await add(sql, "proj_a", MANY, 2 * MANY);
    await keepLists(sql, "proj_a", "m", signal, MANY);
    const [set] = await sql`select first_list, passages from knowledge_list_sets`;
    assert.deepEqual({ ...set }, { first_list: 40, passages: 2 * MANY + 1 });
    const [{ oldest, centres } = {}] = await sql`
    select min(list) as oldest, count(*)::int as centres from knowledge_centres`;
    assert.deepEqual([oldest, centres], [40, 57]);
    assert.ok((await listsOf(sql, "proj_a")).every(({ list }) => list! >= 40));
    assert.equal((await nearest(sql, "proj_a", embeddingOf(700)))[0], "pass_700");
  },
);
