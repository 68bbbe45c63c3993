/**
 * Prints how well the review's own rules tag and link the 60 labelled sessions of
 * core/review/testdata, as the table of docs/review.md. With `--misses`, also where they were wrong;
 * with a name such as `unseen.txt`, of another file there.
 */
import { testDatabase } from "../core/db/testing.ts";
import { type Score, scoreRules } from "../core/review/testing/labelled.ts";

const database = await testDatabase();
await database.sql`insert into projects (id, name) values ('proj_report', 'Report')`;
const { tags, allTags, links, newIssues, misses } = await scoreRules(
  database.sql,
  "proj_report",
  Deno.args.find((one) => one.endsWith(".txt")),
);
const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
const row = ({ name, right, wrong, missed, precision, recall }: Score) =>
  `| ${name} | ${right + missed} | ${right + wrong} | ${right} | ${percent(precision)} | ${
    percent(recall)
  } |`;
console.log("| | labelled | found | right | precision | recall |\n|---|---:|---:|---:|---:|---:|");
console.log([...tags, allTags, links].map(row).join("\n"));
console.log(`\nNew issues suggested: ${newIssues}`);
if (Deno.args.includes("--misses")) console.log(`\n${misses.join("\n")}`);
await database.close();
Deno.exit(0);
