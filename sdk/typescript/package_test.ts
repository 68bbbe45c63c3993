import assert from "node:assert/strict";
import { browserIgnored, launchBrowser } from "../../fresh/testing/browser.ts";
import { buildPackage } from "./build.ts";
import { VERSION } from "./src/mod.ts";
import { listeningTest } from "./testing/server.ts";

const HERE = decodeURIComponent(new URL("./", import.meta.url).pathname);

/** What a process did. */
async function runs(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<{ out: string; err: string; code: number }> {
  const { stdout, stderr, code } = await new Deno.Command(program, {
    args,
    cwd,
    env,
  }).output();
  return {
    out: new TextDecoder().decode(stdout),
    err: new TextDecoder().decode(stderr),
    code,
  };
}

/** The same, and it must end well. */
async function must(
  program: string,
  args: string[],
  cwd: string,
  env?: Record<string, string>,
): Promise<string> {
  const { out, err, code } = await runs(program, args, cwd, env);
  assert.equal(code, 0, `${program} ${args.join(" ")}: ${err}${out}`);
  return out;
}

/** Whether a program is on this machine. */
async function has(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"] }).output())
      .success;
  } catch {
    return false;
  }
}

// The same program in four languages of modules and types.
const BODY = `
const client = new Hissuno();
const session = await client.sessions.create({ name: "From a sample project", tags: ["bug"] });
const names = [];
for await (const one of client.sessions.list({ tags: ["bug"] })) names.push(one.name);
let refused = "nothing";
try {
  await client.sessions.get("sess_nobody");
} catch (error) {
  refused = error instanceof NotFoundError ? error.code : "something else";
}
let forged = "nothing";
try {
  await verifyWebhook("{}", { "webhook-id": "a", "webhook-timestamp": "1", "webhook-signature": "v1,YQ==" }, "whsec_YQ==");
} catch (error) {
  forged = error instanceof WebhookVerificationError ? "forged" : "something else";
}
console.log([session.name, names.length > 0, refused, forged].join(" "));
`;
const NAMES = "Hissuno, NotFoundError, verifyWebhook, WebhookVerificationError";
const EXPECTED = "From a sample project true not_found forged\n";

Deno.test("The package's number is the one that it tells servers", async () => {
  const { version } = JSON.parse(
    await Deno.readTextFile(`${HERE}package.json`),
  );
  assert.equal(version, VERSION);
});

const [hasNode, hasNpm] = [await has("node"), await has("npm")];
if (!hasNode || !hasNpm) {
  console.warn("node or npm is missing: the package is not tried there");
}

listeningTest(
  "The packed package is installed without network and used in Node, Deno and a page",
  async ({ url, api }) => {
    const folder = await Deno.makeTempDir({ prefix: "hissuno-package-" });
    const env = {
      HISSUNO_BASE_URL: url,
      HISSUNO_API_KEY: api.keys.full,
      npm_config_cache: `${folder}/npm`,
    };
    try {
      const source = `${folder}/source`;
      await Deno.mkdir(source);
      await buildPackage(`${source}/dist`);
      for (const file of ["package.json", "README.md"]) {
        await Deno.copyFile(`${HERE}${file}`, `${source}/${file}`);
      }
      const project = `${folder}/project`;
      await install(source, project, env);
      const home = `${project}/node_modules/@hissuno/sdk`;
      assert.deepEqual(
        [...Deno.readDirSync(home)].map(({ name }) => name).sort(),
        ["README.md", "dist", "package.json"],
      );
      await Deno.writeTextFile(
        `${project}/a.mjs`,
        `import { ${NAMES} } from "@hissuno/sdk";${BODY}`,
      );
      await Deno.writeTextFile(
        `${project}/b.cjs`,
        `const { ${NAMES} } = require("@hissuno/sdk"); (async () => {${BODY}})();`,
      );
      await Deno.writeTextFile(
        `${project}/c.ts`,
        `import { ${NAMES} } from "@hissuno/sdk";${BODY}`,
      );
      const programs: [string, string[]][] = [
        [Deno.execPath(), ["run", "-A", "c.ts"]],
        ...(hasNode ? [["node", ["a.mjs"]], ["node", ["b.cjs"]]] as [string, string[]][] : []),
      ];
      const outputs = await Promise.all(
        programs.map(([program, args]) => must(program, args, project, env)),
      );
      for (const output of outputs) assert.equal(output, EXPECTED);
      await assertTypesHold(project);
      if (!browserIgnored()) await assertPageCalls(`${home}/dist/esm/mod.js`, url, api.keys.full);
      if (hasNode) {
        await assertCommandRuns(
          `${project}/node_modules/.bin/hissuno`,
          project,
          env,
        );
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

/** Makes a project that has the package, as `npm` packs and installs it where there is one. */
async function install(
  source: string,
  project: string,
  env: Record<string, string>,
) {
  await Deno.mkdir(project);
  await Deno.writeTextFile(`${project}/package.json`, '{ "private": true }');
  await Deno.writeTextFile(
    `${project}/deno.json`,
    '{ "nodeModulesDir": "manual" }',
  );
  if (hasNode && hasNpm) {
    await must(
      "npm",
      ["pack", "--offline", "--pack-destination", project],
      source,
      env,
    );
    const name = [...Deno.readDirSync(project)].map((file) => file.name)
      .find((file) => file.endsWith(".tgz"));
    const flags = ["--offline", "--no-audit", "--no-fund"];
    await must("npm", ["install", ...flags, `./${name}`], project, env);
    return;
  }
  await Deno.mkdir(`${project}/node_modules/@hissuno`, { recursive: true });
  await Deno.rename(source, `${project}/node_modules/@hissuno/sdk`);
}

/** The declarations must refuse what the API would. */
async function assertTypesHold(project: string): Promise<void> {
  await Deno.writeTextFile(
    `${project}/wrong.ts`,
    `import { Hissuno } from "@hissuno/sdk";
const client = new Hissuno();
await client.sessions.list({ status: "open" }).page();
await client.sessions.create({ nmae: "A" });
const session = await client.sessions.get("sess_1");
session.name.length;
`,
  );
  const { err, code } = await runs(
    Deno.execPath(),
    ["check", "wrong.ts"],
    project,
    {
      NO_COLOR: "1",
    },
  );
  assert.notEqual(code, 0);
  const lines = [...err.matchAll(/ at file:\/\/\S*\/wrong\.ts:(\d+):/g)].map((
    [, line],
  ) => line);
  assert.deepEqual(lines, ["3", "4", "6"], err);
  assert.match(err, /Found 3 errors/);
}

/** A page of another site calls the API. */
async function assertPageCalls(file: string, baseUrl: string, apiKey: string): Promise<void> {
  const code = await Deno.readTextFile(file);
  const site = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    ({ url }) =>
      url.endsWith("/mod.js")
        ? new Response(code, { headers: { "content-type": "text/javascript" } })
        : new Response("<!doctype html><title>A tool</title>", {
          headers: { "content-type": "text/html" },
        }),
  );
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${site.addr.port}/`);
    const result = await page.evaluate(async (options) => {
      const name = "/mod.js";
      const { Hissuno, ValidationError } = await import(name);
      const client = new Hissuno(options);
      const made = await client.sessions.create({ name: "From a page" });
      const { etag, requestId } = await client.sessions.get(made.id).withResponse();
      const changed = await client.sessions.update(made.id, { name: "B" }, { ifMatch: etag });
      const error = await client.sessions.create({ name: 5 }).catch((thrown: Error) => thrown);
      return [changed.name, requestId !== null, error instanceof ValidationError];
    }, { baseUrl, apiKey });
    assert.deepEqual(result, ["B", true, true]);
  } finally {
    await browser.close();
    await site.shutdown();
  }
}

/** The command line runs on its own. */
async function assertCommandRuns(
  program: string,
  cwd: string,
  env: Record<string, string>,
) {
  const [version, list, wrong] = await Promise.all([
    runs(program, ["--version"], cwd, env),
    runs(program, ["list", "sessions", "--json"], cwd, env),
    runs(program, ["get", "sessions", "sess_nobody"], cwd, env),
  ]);
  assert.equal(version.out, `${VERSION}\n`);
  assert.equal(list.code, 0, list.err);
  const names = list.out.trim().split("\n").map((line) => JSON.parse(line).name);
  assert.ok(names.includes("From a sample project"));
  assert.equal(wrong.code, 4, wrong.err);
}
