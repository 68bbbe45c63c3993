import assert from "node:assert/strict";
import { command } from "./testing/command.ts";
import { listeningTest } from "./testing/server.ts";

const DOCS = new URL("../../docs/v1/", import.meta.url);

/** The examples of a page in a language, but those that say they are not run. */
async function examplesOf(page: string, language: string): Promise<string[]> {
  const text = await Deno.readTextFile(new URL(page, DOCS));
  const examples = [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)];
  return examples.filter(([, name, more]) => name === language && more === "")
    .map(([, , , code]) => code!);
}

/** Words of a command as a shell reads them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)]
    .map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

listeningTest("The examples of the SDK's page run one after the other", async ({ url, api }) => {
  const examples = await examplesOf("sdk_typescript.md", "ts");
  assert.ok(examples.length >= 8);
  const imports = new Set<string>();
  const [first, ...rest] = examples.map((code) =>
    code.replace(/^import .*\n/gm, (line) => {
      imports.add(line.replace("@hissuno/sdk", new URL("./src/mod.ts", import.meta.url).href));
      return "";
    })
  );
  // The client and the session of the first examples are those of all.
  const shared = [first, rest.shift()].join("\n");
  const program = [...imports, shared, ...rest.map((code) => `{\n${code}}\n`)].join("")
    .replace("https://feedback.example.com", url)
    .replace("hiss_your_key", api.keys.full)
    .replaceAll("console.log(", "said.push(");
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, `export const said: unknown[] = [];\n${program}`);
    const { said } = await import(`file://${file}`);
    assert.equal(said[0], 2);
    assert.ok(said.includes("Export fails in Firefox"));
    assert.ok(said.includes("It is gone"));
    assert.equal(said.at(-1), "Too late");
  } finally {
    await Deno.remove(file);
  }
});

listeningTest("The commands of the command line's page run", async ({ url, api, client }) => {
  const folder = await Deno.makeTempDir();
  const env = { HISSUNO_BASE_URL: url, HISSUNO_API_KEY: api.keys.full };
  const session = await client.sessions.create({ name: "Export fails", tags: ["bug"] });
  await Deno.writeTextFile(
    `${folder}/calls.ndjson`,
    ["a", "b"].map((id) => JSON.stringify({ external_id: id, tags: ["bug"] }) + "\n").join(""),
  );
  try {
    const examples = await examplesOf("cli.md", "sh");
    const lines = examples.join("").trim().split("\n");
    assert.ok(lines.length >= 10);
    for (const line of lines) {
      const words = wordsOf(line).map((word) =>
        word.replace("sess_01jzexample", session.id).replace(/\w+\.ndjson/, `${folder}/$&`)
      );
      assert.equal(words.shift(), "hissuno", line);
      const { exitCode, err } = await command(words, { env });
      assert.equal(exitCode, 0, `${line}: ${err}`);
    }
    const exported = await Deno.readTextFile(`${folder}/bugs.ndjson`);
    assert.equal(exported.trim().split("\n").length, 2);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
