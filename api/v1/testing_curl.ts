/** The shell commands of the documentation as requests; for tests. */
import assert from "node:assert/strict";

/** A request as a `curl` command sends it. Knows the options our pages use, and fails on others. */
export function requestOfCurl(
  command: string,
  variables: Record<string, string>,
): { url: string; init: RequestInit & { method: string } } {
  const words = wordsOf(command, variables);
  assert.equal(words.shift(), "curl", command);
  const headers = new Headers();
  let [url, method, body]: (string | undefined)[] = [];
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === "-X") method = words.shift();
    else if (word === "-d") body = words.shift();
    else if (word === "-H") {
      const [name, value] = words.shift()!.split(/: (.*)/s) as [string, string];
      headers.set(name, value);
    } else {
      assert.match(word, /^http/, `Unknown option ${word}`);
      url = word;
    }
  }
  return { url: url!, init: { method: method ?? (body ? "POST" : "GET"), headers, body } };
}

/** The words of a command as a shell makes them: quotes, variables, lines that go on. */
function wordsOf(command: string, variables: Record<string, string>): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const parts = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\\n|\\(')|([^\s'"\\]+)|(\s+)/gs;
  for (const [, single, double, quote, plain, space] of command.matchAll(parts)) {
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    const named = (double ?? plain)?.replace(
      /\$([A-Z_]+)/g,
      (_, name) => variables[name] ?? assert.fail(`Nothing says what $${name} is`),
    );
    const text = single ?? quote ?? named;
    if (text !== undefined) word = (word ?? "") + text;
  }
  return word === null ? words : [...words, word];
}

/** The blocks of a page of docs/v1 in one language. */
export async function blocksOf(page: string, language: string): Promise<string[]> {
  const text = await Deno.readTextFile(new URL(`../../docs/v1/${page}`, import.meta.url));
  const blocks = text.matchAll(new RegExp("^```" + language + "\n(.*?)^```", "gms"));
  return [...blocks].map(([, block]) => block!.trim());
}
