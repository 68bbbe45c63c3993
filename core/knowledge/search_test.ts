import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { createKnowledge, searchKnowledge } from "./mod.ts";

const handbook = await Deno.readTextFile(new URL("./testdata/handbook.md", import.meta.url));

async function withHandbook(sql: Sql, projectId = "proj_a"): Promise<string> {
  await sql`insert into projects (id, name) values (${projectId}, 'A')`;
  await createKnowledge(sql, projectId, { kind: "markdown", name: "Handbook", content: handbook });
  return projectId;
}

/** Natural questions, and the last heading of the passage that answers them. */
const answered: [string, string][] = [
  ["How do I export my data?", "Export your data"],
  ["exporting data to json", "Export your data"],
  ["I forgot my password, what should I do?", "Reset your password"],
  ["reset password", "Reset your password"],
  ["can i change my e-mail address?", "Change the email address"],
  ["How can I import my customers from a CSV file?", "Import customers"],
  ["what does the team plan cost", "Plans and prices"],
  ["Can I get a refund?", "Refunds"],
  ["Where can I change the credit card?", "Change the payment method"],
  ["How do I delete my account?", "Delete an account"],
  ["How long do you keep backups?", "Backups"],
  ["do you have webhooks", "Webhooks"],
  ["What is the rate limit of your API?", "Rate limits of the API"],
  ["two factor authentication", "Two-factor authentication"],
  ["How much does it cost?", "Plans and prices"],
  ["I can't log in, I forgot the password", "Reset your password"],
  ["How do I cancel?", "Refunds"],
  ["my phone was lost and I cannot use two factor", "Two-factor authentication"],
  ["How to export invoices as CSV", "Export your data"],
  ["Where do I find my invoices?", "Invoices for your own records"],
];

/** Questions that the handbook says nothing about. */
const unknown = [
  "What is the capital of Australia?",
  "Who won the world cup in 1998?",
  "Best pizza in Naples?",
  "Write a poem about the sea",
  "Do you ship to Canada?",
  "Is there a mobile app for Android?",
  "What is the price of bitcoin?",
  "What time is it in Berlin?",
  "Do you have customers in Italy?",
  "The page is very slow",
  "hello",
  "???",
  "",
];

dbTest("Natural questions find the passage that answers them", async (sql) => {
  const a = await withHandbook(sql);
  const wrong: string[] = [];
  for (const [question, heading] of answered) {
    const [best] = await searchKnowledge(sql, a, question);
    if (best?.heading.split(" > ").at(-1) !== heading) wrong.push(`${question}: ${best?.heading}`);
  }
  assert.deepEqual(wrong, []);
});

dbTest("Questions about other things find nothing", async (sql) => {
  const a = await withHandbook(sql);
  for (const question of unknown) {
    const found = await searchKnowledge(sql, a, question);
    assert.deepEqual(found.map(({ heading }) => heading), [], question);
  }
});

dbTest("Misspelt words still find their passage", async (sql) => {
  const a = await withHandbook(sql);
  const [reset] = await searchKnowledge(sql, a, "reset my pasword");
  assert.match(reset?.heading ?? "", /password/);
  const [exporting] = await searchKnowledge(sql, a, "how to exprot my daat");
  assert.match(exporting?.heading ?? "", /Export/);
});

dbTest("A long message finds the answer to the question inside it", async (sql) => {
  const a = await withHandbook(sql);
  const message =
    "Good morning from Lisbon! We have been customers since spring, and my colleague " +
    "Ana recommended you to our bakery next door. One thing though. " +
    "Where can I change the credit card? The old one expires in May.";
  const [best] = await searchKnowledge(sql, a, message);
  assert.match(best?.heading ?? "", /payment method/);
});

dbTest("Each language is searched by its own word forms", async (sql) => {
  const a = await withHandbook(sql);
  const german = "# Handbuch\n\n## Kündigung\n\nDie Verträge können Sie jederzeit kündigen. Wir " +
    "erstatten die nicht genutzten Monate.\n\n## Rechnungen\n\nIhre Rechnungen finden Sie unter Konto.";
  await createKnowledge(sql, a, { kind: "markdown", name: "Handbuch", content: german });
  await createKnowledge(sql, a, {
    kind: "text",
    name: "中文",
    content: "在设置中点击重置密码即可。",
  });
  const [german1] = await searchKnowledge(sql, a, "Wie kann ich meinen Vertrag kündigen?");
  assert.match(german1?.heading ?? "", /Kündigung/);
  const [german2] = await searchKnowledge(sql, a, "Wo ist die Rechnung?");
  assert.match(german2?.heading ?? "", /Rechnungen/);
  const [chinese] = await searchKnowledge(sql, a, "怎么重置密码？");
  assert.equal(chinese?.source_name, "中文");
  const [english] = await searchKnowledge(sql, a, "How do I export my data?");
  assert.match(english?.heading ?? "", /Export/);
});

dbTest("Matches are marked, and parts put together are the text", async (sql) => {
  const a = await withHandbook(sql);
  const [best] = await searchKnowledge(sql, a, "export data");
  const hits = best!.highlights.filter(({ hit }) => hit).map(({ text }) => text.toLowerCase());
  assert.ok(hits.some((text) => text.startsWith("export")), `${hits}`);
  assert.ok(!best!.highlights.some(({ text }) => /[\uE000\uE001]/.test(text)));
});

dbTest("A project never finds what another one knows", async (sql) => {
  const a = await withHandbook(sql, "proj_a");
  await sql`insert into projects (id, name) values ('proj_b', 'B')`;
  assert.deepEqual(await searchKnowledge(sql, "proj_b", "How do I export my data?"), []);
  await createKnowledge(sql, "proj_b", {
    kind: "text",
    name: "B",
    content: "Our export of data is secret: proj_a.",
  });
  for (const question of ["export data", "proj_a", "'proj_a' | export data"]) {
    for (const { source_name } of await searchKnowledge(sql, "proj_b", question)) {
      assert.equal(source_name, "B");
    }
    for (const { source_name } of await searchKnowledge(sql, a, question)) {
      assert.equal(source_name, "Handbook");
    }
  }
});

dbTest("Searching stays fast beside 50,000 passages of other projects", async (sql) => {
  const a = await withHandbook(sql);
  await sql`insert into projects (id, name) select 'proj_x' || n, 'X' from generate_series(1, 10) n`;
  await sql`
    insert into knowledge_sources (project_id, id, kind, name, created_at, updated_at)
    select 'proj_x' || n, 'know_x', 'text', 'X', now(), now() from generate_series(1, 10) n`;
  await sql`
    insert into knowledge_passages (project_id, id, source_id, position, content, language, document)
    select project.id, 'know_x_' || place, 'know_x', place, passage.content, 'english',
      to_tsvector('english', passage.content) || array_to_tsvector(array[project.id])
    from (select 'proj_x' || n as id from generate_series(1, 10) n) project,
      generate_series(1, 5000) as place,
      lateral (select 'How to export data, change a password and read the invoices of account ' ||
        place || ' with word' || place % 977 as content) as passage`;
  await sql`analyze knowledge_passages`;
  const times: number[] = [];
  for (let round = 0; round < 30; round++) {
    const [question, heading] = answered[round % answered.length]!;
    const begin = performance.now();
    const [best] = await searchKnowledge(sql, a, question);
    times.push(performance.now() - begin);
    assert.equal(best?.heading.split(" > ").at(-1), heading);
  }
  times.sort((left, right) => left - right);
  assert.ok(times[15]! < 40, `median ${times[15]} ms`);
});
