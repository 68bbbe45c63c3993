/** The Python package's own checks: its tests against the product, its types, its wheel. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openapi } from "../../api/v1/document.ts";
import { operations } from "../../api/v1/operations.ts";
import { addressOf, bodyOf, makeThings, type Things } from "../../api/v1/testing_things.ts";
import { apiTest } from "../../api/testing.ts";
import { headersOf } from "../../core/webhooks/attempt.ts";
import { newSecret, sealSecret, Signer } from "../../core/webhooks/secret.ts";
import { pythonIgnored, run } from "./testing/python.ts";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const home = join(root, "sdk/python");
const names = JSON.parse(await Deno.readTextFile(join(home, "operations.json")));

if (!pythonIgnored()) {
  apiTest("The Python SDK's own tests hold, also against the product", async (api) => {
    const calls = callsOf(await makeThings(api));
    const serving = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => api.app.fetch(request),
    );
    try {
      const printed = await run(["-m", "pytest"], {
        cwd: home,
        env: {
          HISSUNO_BASE_URL: `http://127.0.0.1:${serving.addr.port}`,
          HISSUNO_API_KEY: api.keys.full,
          HISSUNO_READ_KEY: api.keys.read,
          HISSUNO_TEST_CALLS: JSON.stringify(calls),
          HISSUNO_TEST_WEBHOOK: JSON.stringify(await signedWebhook()),
        },
      });
      assert.doesNotMatch(printed, /skipped|no tests ran/);
    } finally {
      await serving.shutdown();
    }
  });
}

Deno.test({
  name: "The Python SDK's types are whole, by mypy --strict",
  ignore: pythonIgnored(),
  fn: async () => {
    const cache = join(root, "node_modules/.cache/mypy");
    const files = ["src", "generate.py", "generator", "tests"];
    await run(["-m", "mypy", "--cache-dir", cache, ...files], { cwd: home });
  },
});

Deno.test({
  name: "The Python SDK's wheel installs, and needs nothing of its sources",
  ignore: pythonIgnored(),
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "hissuno-wheel-" });
    try {
      await copyPackage(join(folder, "source"));
      // What `python -m build` and pip call as well.
      const build = "import setuptools.build_meta as b; print(b.build_wheel('..'))";
      const built = await run(["-c", build], { cwd: join(folder, "source") });
      const wheel = built.trim().split("\n").at(-1)!;
      assert.match(wheel, /^hissuno-\d+\.\d+\.\d+-py3-none-any\.whl$/);
      await run(["-m", "zipfile", "-e", wheel, "installed"], { cwd: folder });
      const printed = await run(["-c", USE], {
        cwd: folder,
        env: { PYTHONPATH: join(folder, "installed") },
      });
      assert.deepEqual(JSON.parse(printed), {
        version: wheel.split("-")[1],
        from: join(folder, "installed/hissuno/__init__.py"),
        requires: ["httpx <1,>=0.23"],
        typed: true,
        resources: Object.keys(Object.groupBy(Object.values<string>(names), resourceOf)).sort(),
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

const USE = `
import importlib.metadata, importlib.resources, json, hissuno
client = hissuno.Hissuno("a-key", base_url="https://feedback.example.com")
print(json.dumps({
    "version": importlib.metadata.version("hissuno"),
    "from": hissuno.__file__,
    "requires": [one.replace("(", "").replace(")", "").replace("httpx<", "httpx <")
                 for one in importlib.metadata.requires("hissuno")],
    "typed": importlib.resources.files("hissuno").joinpath("py.typed").is_file(),
    "resources": sorted(name for name in dir(client)
                        if type(getattr(client, name)).__module__.startswith("hissuno.resources")),
}))`;

const resourceOf = (method: string) => method.split(".")[0]!;

/** How the package's tests call each operation: ids in the order of the path, and arguments. */
function callsOf(things: Things) {
  const { paths } = openapi();
  return Object.fromEntries(operations.map((operation) => {
    const address = addressOf(operation, things).split("/").slice(2);
    const ids = operation.path.split("/").slice(1)
      .map((part, index) => part.startsWith("{") ? address[index] : null)
      .filter((id) => id !== null);
    const required = paths[operation.path][operation.method].parameters ?? [];
    const query = required
      .filter((one: { in?: string; required?: boolean }) => one.in === "query" && one.required)
      .map((one: { name: string }) => [one.name, "export"]);
    const body = bodyOf(operation, things) as Record<string, unknown> | undefined;
    const given = { ...Object.fromEntries(query), ...body };
    return [operation.id, { path: operation.path, ids, arguments: given }];
  }));
}

/** A webhook as the product signs it while a secret is being replaced, and both its secrets. */
async function signedWebhook() {
  const ours = { current: "a secret of the tests, long enough for anything", previous: [] };
  const secrets = [newSecret(), newSecret()];
  const [secret, previous] = await Promise.all(
    secrets.map((text) => sealSecret(ours, "proj_1", "wh_1", text)),
  );
  const at = new Date();
  const body = JSON.stringify({
    id: "evt_1",
    type: "session.created",
    created_at: at.toISOString(),
    data: { session_id: "sess_ünïcode" },
  });
  const keys = { project_id: "proj_1", endpoint_id: "wh_1", secret: secret! };
  const until = new Date(at.getTime() + 1_000);
  const signature = await new Signer(ours)
    .sign({ ...keys, previous_secret: previous!, previous_until: until }, "evt_1", at, body);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return { body, secrets, headers: headersOf("evt_1", { timestamp, signature }) };
}

/** Building writes beside the sources: what is built is a copy. */
async function copyPackage(target: string): Promise<void> {
  const tracked = new Deno.Command("git", {
    args: [
      "ls-files",
      "--cached",
      "--others",
      "--exclude-standard",
      "src",
      "pyproject.toml",
      "README.md",
    ],
    cwd: home,
  });
  const { stdout } = await tracked.output();
  for (const path of new Set(new TextDecoder().decode(stdout).trim().split("\n"))) {
    await Deno.mkdir(join(target, path, ".."), { recursive: true });
    await Deno.copyFile(join(home, path), join(target, path));
  }
}
