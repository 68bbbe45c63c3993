import assert from "node:assert/strict";
import { apiTest, ORIGIN, type TestApi } from "../testing.ts";
import { openapi } from "./document.ts";
import { operations } from "./operations.ts";
import { problemCodes } from "./problem_codes.ts";
import { curlOf } from "./reference/operation_part.ts";
import { referencePage } from "./reference/pages.ts";
import { blocksOf, requestOfCurl } from "./testing_curl.ts";
import { bodyOf, makeThings } from "./testing_things.ts";

const page = async (name: string) =>
  await Deno.readTextFile(new URL(`../../docs/v1/${name}`, import.meta.url));

async function send(api: TestApi, command: string, variables: Record<string, string>) {
  const { url, init } = requestOfCurl(command, { HISSUNO: ORIGIN, ...variables });
  const response = await api.app.fetch(new Request(url, init));
  const text = await response.text();
  return { status: response.status, text, method: init.method };
}

apiTest(
  "The commands of the quick start do what it says, with a key that may write",
  async (api) => {
    const variables: Record<string, string> = { KEY: api.keys.write };
    const commands = await blocksOf("quickstart.md", "sh");
    assert.equal(commands.length, 6);
    const answers = [];
    for (const command of commands) {
      const { status, text, method } = await send(api, command, variables);
      assert.equal(status, method === "POST" ? 201 : 200, `${command}\n${text}`);
      const body = JSON.parse(text);
      answers.push(body);
      if (body.id?.startsWith("sess_")) variables.SESSION = body.id;
    }
    const [project, session, message, read, list] = answers;
    const [shown, empty] = (await blocksOf("quickstart.md", "json")).map((text) =>
      JSON.parse(text)
    );
    assert.deepEqual(Object.keys(project), Object.keys(shown));
    assert.deepEqual(Object.keys(list), Object.keys(empty));
    assert.deepEqual(read.messages.data.map(({ id }: { id: string }) => id).at(-1), message.id);
    assert.equal(read.contact.email, "jane@example.com");
    assert.deepEqual(list.data.map(({ id }: { id: string }) => id), [session.id]);
  },
);

apiTest("The examples of the reference can be sent as they are", async (api) => {
  const things = await makeThings(api);
  const variables: Record<string, string> = { KEY: api.keys.full };
  for (const [name, id] of Object.entries(things)) variables[name.toUpperCase()] = id;
  for (const operation of operations) {
    if (operation.method === "delete" || operation.id === "mergeIssue") continue;
    // What is read from elsewhere can be read again; a typed text cannot.
    if (operation.id === "refreshKnowledgeSource") continue;
    // It has a parameter that cannot be left out.
    if (operation.id === "searchKnowledge") continue;
    const body = bodyOf(operation, things);
    const command = curlOf(operation.method.toUpperCase(), operation.path, body);
    const { status, text } = await send(api, command, variables);
    assert.ok(status < 300, `${command}\n${text}`);
  }
});

Deno.test("The page about errors has a section for every code, and says its status", async () => {
  const text = await page("errors.md");
  for (const [code, { status, title }] of Object.entries(problemCodes)) {
    const section = text.split(`### ${code}\n`)[1]?.split("###")[0];
    assert.ok(section, `errors.md has no section ${code}`);
    assert.ok(section.includes(status.join(" or ")) && section.includes(title), code);
  }
});

Deno.test("The page about pagination names every order, and that about migration only what is there", async () => {
  const pagination = await page("pagination.md");
  const document = openapi();
  for (const { path, method } of operations) {
    for (const { name, schema } of document.paths[path][method].parameters ?? []) {
      if (name !== "sort") continue;
      for (const order of schema.enum) assert.ok(pagination.includes(`\`${order}\``), order);
    }
  }
  const paths = new Set(operations.map(({ path }) => `/v1${path}`));
  const named = (await page("migration.md")).matchAll(/\/v1\/[\w/{}]+\w\}?/g);
  for (const [path] of named) assert.ok(paths.has(path), `migration.md names ${path}`);
});

Deno.test("The reference escapes what it shows, and has nothing inline that a policy forbids", () => {
  const text = referencePage();
  assert.doesNotMatch(text, /<script(?! src="\/reference\.js")|<style| style=| on\w+=|javascript:/);
  assert.doesNotMatch(text, /undefined|\[object/);
  for (const { id } of operations) assert.ok(text.includes(`id="${id}"`), id);
  const links = [...text.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id);
  for (const id of new Set(links)) assert.ok(text.includes(`id="${id}"`), `#${id} leads nowhere`);
});
