/**
 * Measures retrieval over 50,000 passages of one project, beside a fifth of that of another, against a read of
 * one passage by its key, in turn in the same run, and prints Markdown:
 *
 *     deno run -A bench/knowledge.ts [passages = 50000] [rounds = 300]
 *
 * The passages are stored by the product itself: documents of 250, words by Zipf's law. Questions are
 * taken from passages, as people ask: some words of one, a heading, a misspelt word, common words only,
 * something nobody wrote about. Embeddings are made up, of 1,536 numbers (fill/meanings.ts).
 */
import type { Sql } from "../core/db/mod.ts";
import { withDatabase } from "../core/db/testing.ts";
import { newId } from "../core/id.ts";
import { type Embedder, searchKnowledge } from "../core/knowledge/mod.ts";
import { signatureOf } from "../core/knowledge/embedder.ts";
import { selectNearest } from "../core/knowledge/embeddings_sql.ts";
import { indexPassages } from "../core/knowledge/index_passages.ts";
import { keepLists } from "../core/knowledge/lists.ts";
import { type AskedMeaning, fillMeanings } from "./fill/meanings.ts";
import { Random } from "./fill/random.ts";
import { sentence, word } from "./fill/words.ts";
import { countPassages, fillSource, readPassage } from "./fill/knowledge_sql.ts";

const amount = Number(Deno.args[0] ?? 50_000);
const rounds = Number(Deno.args[1] ?? 300);
const PER_DOCUMENT = 250;

/** A text as somebody would write it; every passage has a heading and a rare word of its own. */
function passagesOf(random: Random, document: number) {
  return Array.from({ length: PER_DOCUMENT }, (_, index) => ({
    heading: sentence(random, 3),
    content: `${sentence(random, 60)} term${document}x${index} ${sentence(random, 20)}`,
  }));
}

async function fill(
  sql: Sql,
  projectId: string,
  count: number,
  seed: number,
): Promise<string[][]> {
  const random = new Random(seed);
  await sql`insert into projects (id, name) values (${projectId}, 'Bench')`;
  const sourceId = newId("know");
  const kept: string[][] = [];
  const documents = Math.ceil(count / PER_DOCUMENT);
  await fillSource(sql, projectId, sourceId, documents, (document) => {
    const passages = passagesOf(random, document);
    for (const passage of passages) {
      if (kept.length < 2_000 && random.chance(0.05)) kept.push(passage.content.split(" "));
    }
    return indexPassages(passages);
  });
  return kept;
}

function questions(texts: string[][], random: Random): Record<string, () => string> {
  const some = () => texts[random.below(texts.length)]!;
  const wordsOf = (count: number) => {
    const text = some();
    return Array.from({ length: count }, () => text[random.below(text.length)]!).join(" ");
  };
  return {
    "words of a passage": () => `How do I ${wordsOf(5)}?`,
    "a name and words": () => `What is ${some().find((one) => /^term\d/.test(one))} ${wordsOf(2)}?`,
    "a misspelt word": () => {
      const long = some().filter((one) => one.length > 5 && !/\d/.test(one));
      const one = long[random.below(long.length)] ?? "webhook";
      return `Where is ${one.slice(0, 2)}${one.slice(3)} ${wordsOf(3)}`;
    },
    "common words only": () => `${word(random)} ${word(random)} ${word(random)}`,
    "nothing of it": () => "Which submarines dive below the arctic glaciers?",
    "three sentences": () => `${wordsOf(6)}. ${wordsOf(5)}! Can I ${wordsOf(4)}?`,
  };
}

function percentile(times: number[], part: number): number {
  return times.toSorted((a, b) =>
    a - b
  )[Math.min(times.length - 1, Math.floor(times.length * part))]!;
}

await withDatabase(async (sql) => {
  const begun = performance.now();
  const texts = await fill(sql, "proj_bench", amount, 1);
  await fill(sql, "proj_other", amount / 5, 2);
  await countPassages(sql, "proj_bench");
  await sql`vacuum analyze knowledge_passages`;
  await sql`vacuum analyze knowledge_terms`;
  await sql`vacuum analyze knowledge_sources`;
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  console.log(`Stored ${amount * 1.2} passages in ${seconds} s\n`);
  const random = new Random(7);
  const ids = (await sql<{ id: string }[]>`
    select id from knowledge_passages where project_id = 'proj_bench' order by md5(id) limit 1000`)
    .map(({ id }) => id);
  const key = () => readPassage(sql, "proj_bench", ids[random.below(ids.length)]!);
  console.log("| question | p50, ms | p95, ms | key p50 | key p95 | p95 / key p95 |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
  const all = { search: [] as number[], key: [] as number[] };
  const compare = async (name: string, ask: () => Promise<unknown>) => {
    const times = { search: [] as number[], key: [] as number[] };
    for (let round = -20; round < rounds; round++) {
      const start = performance.now();
      await ask();
      const middle = performance.now();
      await key();
      const end = performance.now();
      if (round < 0) continue;
      times.search.push(middle - start);
      times.key.push(end - middle);
    }
    show(name, times);
    return times;
  };
  for (const [name, question] of Object.entries(questions(texts, random))) {
    const times = await compare(
      name,
      () => searchKnowledge(sql, "proj_bench", question(), { limit: 5, floor: 0.25 }),
    );
    all.search.push(...times.search);
    all.key.push(...times.key);
  }
  show("all of them", all);
  const asked = await fillMeanings(sql, "proj_bench", "bench", new Random(5), 200);
  const listing = performance.now();
  await keepLists(sql, "proj_bench", "bench", new AbortController().signal);
  const listed = ((performance.now() - listing) / 1_000).toFixed(0);
  await sql`vacuum analyze knowledge_embeddings`;
  let turn = 0;
  const next = () => asked[turn++ % asked.length]!.numbers;
  const embedder: Embedder = { model: "bench", embed: () => Promise.resolve([next()]) };
  const ask = questions(texts, random)["words of a passage"]!;
  await compare(
    "words and meaning (model's own time apart)",
    () => searchKnowledge(sql, "proj_bench", ask(), { limit: 5, floor: 0.25, embedder }),
  );
  await compare("meaning alone", () => selectNearest(sql, nearestTo(next())));
  await compare("meaning alone, without lists", () => selectNearest(sql, nearestTo(next(), 0)));
  console.log(`\nOf the ten passages nearest in meaning ${await recall(sql, asked)} % are found.`);
  console.log(`Lists of ${amount} passages were made in ${listed} s.`);
}, { max: 4 });

/** @param share see `selectNearest`; so few passages that lists are not worth it: 0 */
function nearestTo(numbers: number[], share = 1) {
  const place = { projectId: "proj_bench", model: "bench", sourceIds: null, share };
  const how = { limit: 10, floor: 0, vector: false, signature: signatureOf(numbers) };
  return { ...place, ...how, numbers };
}

/** How many in a hundred of the passages that comparing with all finds are found. */
async function recall(sql: Sql, asked: AskedMeaning[]): Promise<string> {
  let found = 0;
  for (const { numbers, nearest } of asked) {
    const ids = new Set((await selectNearest(sql, nearestTo(numbers))).map(({ id }) => id));
    found += nearest.filter((id) => ids.has(id)).length / nearest.length;
  }
  return (100 * found / asked.length).toFixed(1);
}

function show(name: string, { search, key }: { search: number[]; key: number[] }): void {
  const figures = [
    percentile(search, 0.5),
    percentile(search, 0.95),
    percentile(key, 0.5),
    percentile(key, 0.95),
    percentile(search, 0.95) / percentile(key, 0.95),
  ];
  console.log(`| ${name} | ${figures.map((figure) => figure.toFixed(2)).join(" | ")} |`);
}
Deno.exit(0);
