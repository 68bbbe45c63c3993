import assert from "node:assert/strict";
import { dbTest } from "../../db/testing.ts";
import { getKnowledge } from "../mod.ts";
import { createSource } from "../sources.ts";
import { pageOf, startSite } from "../testing/fake_site.ts";
import { statusOf, until } from "../testing/reading.ts";

const PAGES = 120;
const KILLS = 3;

dbTest(
  "A read that is killed again and again ends with every page stored exactly once",
  async (sql, { url }) => {
    await sql`insert into projects (id, name) values ('proj_a', 'A')`;
    const site = startSite(Object.fromEntries(
      Array.from({ length: PAGES }, (_, index) => {
        const links = [2 * index + 1, 2 * index + 2].filter((next) => next < PAGES)
          .map((next) => `/docs/${next}`);
        const words = `Text of page ${index} about subject${index}.`;
        return [`/docs/${index || ""}`, pageOf(`Page ${index}`, words, links)];
      }),
    ));
    const { id } = await createSource(sql, "proj_a", {
      ...{ kind: "website", name: "Site", url: `${site.url}/docs/` },
      settings: { max_depth: 20 },
    });
    const script = new URL("../testing/reader_process.ts", import.meta.url).pathname;
    const begin = () =>
      new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", script, url],
        stdout: "null",
        stderr: "null",
      }).spawn();
    const stored = async () => (await sql`select 1 from knowledge_passages`).length;
    let child = begin();
    try {
      for (let kill = 1; kill <= KILLS; kill++) {
        await until(async () => await stored() >= kill * PAGES / (KILLS + 2));
        child.kill("SIGKILL");
        await child.status;
        assert.ok(await stored() < PAGES);
        child = begin();
      }
      await until(async () => (await getKnowledge(sql, "proj_a", id)).status !== "reading");
    } finally {
      child.kill("SIGKILL");
      await child.status;
      await site.close();
    }
    const source = await getKnowledge(sql, "proj_a", id);
    assert.deepEqual([source.status, source.documents_total, source.passage_count], [
      ...["ready", PAGES, PAGES],
    ]);
    const lines = await statusOf(sql, "proj_a", id);
    assert.ok(lines.length === PAGES && lines.every((line) => line.endsWith(": ready")));
    assert.equal(await stored(), PAGES);
    // A page is asked for once, and once more when its reader was killed before it was stored.
    const pages = site.hits.filter((hit) => hit.startsWith("/docs/"));
    assert.ok(pages.length <= PAGES + KILLS * 2, `${pages.length} requests`);
    const wrong = await sql`
      select term from knowledge_terms kept where passages <> (
        select count(*) from knowledge_passages where document @@ quote_literal(term)::tsquery)`;
    assert.deepEqual([...wrong], []);
  },
);
