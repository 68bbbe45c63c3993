import assert from "node:assert/strict";
import { transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { indexPassages } from "./index_passages.ts";
import { planLookups } from "./lookups.ts";
import { searchKnowledge } from "./mod.ts";
import { insertPassages } from "./passages_sql.ts";

const word = (term: string, passages: number) => ({ terms: [term], passages, leads: true });

Deno.test("Rare words are looked up together, common ones in combinations of bounded size", () => {
  const { text, headings } = planLookups("p", [
    word("common", 20_000),
    word("rare", 7),
    word("usual", 5_000),
    word("seldom", 90),
    { ...word("light", 1), leads: false },
  ]);
  assert.deepEqual(text.map(({ query }) => query), [
    "'p' & (('rare') | ('seldom'))",
    "'p' & (('usual'))",
    "'p' & (('usual') & ('common') & ('light'))",
    "'p' & (('usual') & ('common'))",
  ]);
  assert.deepEqual(headings.map(({ query }) => query), [
    "'p' & (('usual'))",
    "'p' & (('usual') & ('common'))",
  ]);
  const many = Array.from({ length: 12 }, (_, index) => word(`w${index}`, 10_000 + index));
  const rows = [...planLookups("p", many).text, ...planLookups("p", many).headings]
    .reduce((sum, { limit }) => sum + limit, 0);
  assert.ok(rows < 300, `${rows} rows`);
});

dbTest(
  "Among passages full of the same words, the one with all of them comes first",
  async (sql) => {
    await sql`insert into projects (id, name) values ('proj_a', 'A')`;
    await sql`
    insert into knowledge_sources (project_id, id, kind, name, languages, created_at, updated_at)
    values ('proj_a', 'know_a', 'website', 'A', '{english}', now(), now())`;
    const words = ["invoice", "export", "account"];
    const passages = Array.from({ length: 1_500 }, (_, index) => ({
      heading: `Page ${index}`,
      content: `Something about the ${words[index % 3]} and the ${
        words[(index + 1) % 3]
      } of ${index}`,
    }));
    passages[1_201] = { heading: "Here", content: "To export the invoice of an account, open it." };
    passages[1_402] = { heading: "Invoice", content: "The invoice is sent each month." };
    const { language, passages: indexed } = indexPassages(passages);
    const place = { projectId: "proj_a", sourceId: "know_a", documentId: "doc_a" };
    await transaction(
      sql,
      (tx) => insertPassages(tx, place, { language, name: "Guide", url: null }, indexed),
    );
    await sql`analyze knowledge_passages`;
    const [all] = await searchKnowledge(sql, "proj_a", "export the invoice of my account");
    assert.equal(all!.heading, "Here");
    const [headed] = await searchKnowledge(sql, "proj_a", "invoice?");
    assert.equal(headed!.heading, "Invoice");
  },
);
