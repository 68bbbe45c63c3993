import assert from "node:assert/strict";
import { apiTest, type Json, type TestApi } from "./testing.ts";

const find = async (api: TestApi, search: string): Promise<Json> => {
  const answer = await api.get(api.sessions("", { search }));
  assert.equal(answer.status, 200, `${JSON.stringify(search)}: ${answer.text}`);
  assert.equal(answer.body.total, answer.body.sessions.length);
  return answer.body.sessions.map(({ name }: Json) => name).sort();
};

apiTest(
  "Search finds names, contents and customers, by words, beginnings and phrases",
  async (api) => {
    const said = (name: string, content: string, more = {}) =>
      api.create({ name, messages: [{ role: "user", content }], ...more });
    await said("one", "A bug in the 2 step login");
    await said("two", "Ich kann die Rechnung nicht öffnen");
    await said("three", "我无法 导出 发票 😀 emoji", {
      user_metadata: { email: "jane@example.com" },
    });
    await said("four", "O'Brien said: it's \"broken\" at https://app.example.com/login?x=1");
    await said("five", "x".repeat(3_000) + " afterwards");
    const expected: [string, string[]][] = [
      ["bug", ["one"]],
      // Words of one and two letters spoil nothing.
      ["a bug", ["one"]],
      ["in the", ["one"]],
      ["2 step", ["one"]],
      ["bug in", ["one"]],
      ['"in the 2"', ["one"]],
      ['"the in"', []],
      ["step -bug", []],
      ["the or rechnung", ["one", "two"]],
      ["ÖFFN", ["two"]],
      ["导出", ["three"]],
      ["jane@example.com", ["three"]],
      ["three", ["three"]],
      ["o'brien", ["four"]],
      ["it's", ["four"]],
      ["app.example.com", ["four"]],
      ["afterwards", ["five"]],
      ["nothing of that", []],
    ];
    for (const [search, names] of expected) {
      assert.deepEqual(
        await find(api, search),
        names,
        search,
      );
    }
  },
);

apiTest("No search text is a fault, however odd", async (api) => {
  await api.create({ name: "one", messages: [{ role: "user", content: "a plain message" }] });
  const odd = [
    "!!!",
    "...",
    "'",
    "''",
    "'''",
    '"',
    '""',
    '"unclosed phrase',
    "\\",
    "\\\\'",
    "a\\'b",
    "&",
    "a & b | !c",
    "a <-> b",
    "plain:*",
    "'plain':*A",
    ":*",
    "(((",
    "-",
    "--",
    "- -",
    "-plain",
    "or",
    "or or or",
    "the of and",
    "%",
    "_%_",
    ".*",
    "(?=a)[",
    "'; drop table sessions; --",
    "plain'::tsquery",
    "${x}",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff lone",
    "\u202e\u200b\ufeff",
    "😀",
    "👩‍👩‍👧‍👦",
    "字".repeat(1_000),
    "😀".repeat(500),
    "x".repeat(1_000),
    "a ".repeat(500),
    '"a b" '.repeat(160),
    "-a ".repeat(330),
    "a-b-c-d-e-f".repeat(80),
    "a@b.c/".repeat(160),
    "\t\n\r\v\f",
    " ",
    "\u00a0",
    "١٢٣",
    "1e999 -1e999 0x1F 1.5.6.7",
  ];
  for (const search of odd) await find(api, search);
  assert.deepEqual(await find(api, "plain"), ["one"]);
});

apiTest("A search never finds what is another project's", async (api) => {
  await api.post(
    `/api/sessions?projectId=${api.otherProjectId}`,
    { name: "secret", messages: [{ role: "user", content: "secret words" }] },
    { key: api.keys.other },
  );
  for (const search of ["secret", "secr", "words", api.otherProjectId, `secret ${api.projectId}`]) {
    assert.deepEqual(await find(api, search), []);
  }
});
