import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { App, staticFiles } from "./mod.ts";
import { Builder, type FoundPlugin } from "./dev.ts";
import { FIXTURE } from "./testing/fixture.ts";

type Files = Record<string, string>;

/** Makes a project folder with these files for the time of a test. */
async function withProject(files: Files, use: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${root}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, text);
    }
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const PAGE = "export default () => <p>page</p>;";
const ISLAND = 'import { asset } from "fresh/runtime";\n' +
  'export default () => <img src={asset("/a.svg")} />;';

async function names(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name).sort();
}

Deno.test("the build writes modules that import every route, island and plugin", () =>
  withProject({
    "routes/index.tsx": PAGE,
    "routes/index_test.ts": "",
    "routes/(app)/(_islands)/Near.tsx": ISLAND,
    "routes/(app)/(_components)/Part.tsx": PAGE,
    "islands/Far.tsx": ISLAND,
    "islands/helper.ts": "export const help = 1;",
    "islands/Far_test.tsx": "",
    "static/a.svg": "<svg/>",
    "static/.hidden": "secret",
    "plugins/acme/mod.ts": "export default { id: 1 };",
    "plugins/acme/routes/set/[id].tsx": PAGE,
    "plugins/acme/islands/Pick.tsx": ISLAND,
    "plugins/acme/static/logo.svg": "<svg/>",
    "plugins/unfinished/notes.md": "no mod.ts, so no plugin yet",
  }, async (root) => {
    await new Builder({ root }).build();
    const server = await Deno.readTextFile(`${root}/_fresh/server.ts`);
    const imported = [...server.matchAll(/from "\.\.\/(.*)";/g)].map(([, path]) => path);
    deepStrictEqual(imported, [
      "routes/index.tsx",
      "plugins/acme/routes/set/[id].tsx",
      "routes/(app)/(_islands)/Near.tsx",
      "islands/Far.tsx",
      "plugins/acme/islands/Pick.tsx",
    ]);
    match(server, /\["plugins\/acme\/set\/\[id\]", route1\]/);
    const plugins = await Deno.readTextFile(`${root}/_fresh/plugins.ts`);
    match(plugins, /import plugin0 from "\.\.\/plugins\/acme\/mod\.ts";/);
    match(plugins, /pluginFolders: string\[\] = \["acme"\]/);
    const manifest = JSON.parse(await Deno.readTextFile(`${root}/_fresh/manifest.json`));
    const addresses = Object.keys(manifest.files).filter((path) => !path.startsWith("/_fresh/"));
    deepStrictEqual(addresses, ["/a.svg", "/plugins/acme/static/logo.svg"]);
    strictEqual(manifest.reload, undefined);
  }));

Deno.test("asset() inside an island knows the content hash", () =>
  withProject({
    "islands/Far.tsx": ISLAND,
    "static/a.svg": "<svg/>",
  }, async (root) => {
    await new Builder({ root }).build();
    const manifest = JSON.parse(await Deno.readTextFile(`${root}/_fresh/manifest.json`));
    const { url, preload } = manifest.islands["islands/Far.tsx"];
    const texts = await Promise.all(
      [url, ...preload].map((path) => Deno.readTextFile(root + path)),
    );
    ok(texts.join("").includes(`"/a.svg":"${manifest.files["/a.svg"].hash}"`));
  }));

Deno.test("a build removes old files and does not touch those that stay the same", () =>
  withProject({ "routes/index.tsx": PAGE, "islands/A.tsx": ISLAND }, async (root) => {
    const builder = new Builder({ root });
    await builder.build();
    const before = await names(`${root}/_fresh/js`);
    const { mtime } = await Deno.stat(`${root}/_fresh/server.ts`);
    await Deno.writeTextFile(`${root}/islands/A.tsx`, "export default () => <b>new</b>;");
    await builder.build();
    const after = await names(`${root}/_fresh/js`);
    strictEqual(after.filter((name) => name.startsWith("islands_A")).length, 1);
    ok(after.join() !== before.join());
    deepStrictEqual((await Deno.stat(`${root}/_fresh/server.ts`)).mtime, mtime);
  }));

Deno.test("the same source gives the same names, in another folder too", async () => {
  const files = { "islands/A.tsx": ISLAND, "static/a.svg": "<svg/>" };
  const manifests: string[] = [];
  for (let round = 0; round < 2; round++) {
    await withProject(files, async (root) => {
      await new Builder({ root }).build();
      manifests.push(await Deno.readTextFile(`${root}/_fresh/manifest.json`));
    });
  }
  strictEqual(manifests[0], manifests[1]);
});

Deno.test("a development build brings the reload script, a normal one does not", async () => {
  const apply = await new Builder({ root: FIXTURE }).build({ snapshot: "memory", dev: true });
  const app = new App().use(staticFiles()).fsRoutes();
  apply(app);
  const handler = app.handler();
  const html = await (await handler(new Request("http://localhost/"))).text();
  const [, url] = html.match(/<script type="module" src="(\/_fresh\/js\/reload-\w+\.js)">/)!;
  match(await (await handler(new Request(`http://localhost${url}`))).text(), /_fresh\/alive/);
  const alive = await handler(new Request("http://localhost/_fresh/alive"));
  strictEqual(alive.headers.get("content-type"), "text/event-stream");
  const reader = alive.body!.getReader();
  const chunk = new TextDecoder().decode((await reader.read()).value);
  match(chunk, /^retry: 150\ndata: [0-9a-f]{16}\n\n$/);
  await reader.cancel();
});

Deno.test("extra files are served with their headers, fixed names asked for each time", async () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const headers = { "access-control-allow-origin": "*" };
  const apply = await new Builder({
    root: FIXTURE,
    extra: () => [
      { name: "app", url: "/w/app-1a.js", contents: encode("app"), immutable: true, headers },
      { name: "loader", url: "/w.js", contents: encode("loader") },
    ],
  }).build({ snapshot: "memory" });
  const app = new App().use(staticFiles());
  apply(app);
  const handler = app.handler();
  const hashed = await handler(new Request("http://localhost/w/app-1a.js"));
  strictEqual(hashed.headers.get("cache-control"), "public, max-age=31536000, immutable");
  strictEqual(hashed.headers.get("access-control-allow-origin"), "*");
  strictEqual(await hashed.text(), "app");
  const fixed = await handler(new Request("http://localhost/w.js"));
  strictEqual(fixed.headers.get("cache-control"), "no-cache");
  strictEqual(fixed.headers.get("content-type"), "text/javascript; charset=utf-8");
  strictEqual(await fixed.text(), "loader");
});

Deno.test("an extra file cannot be written outside of its folder", () =>
  withProject({}, async (root) => {
    const extra = () => [{ name: "x", url: "/../server.ts", contents: new Uint8Array() }];
    await rejects(new Builder({ root, extra }).build(), /make its url a plain path from the top/);
  }));

Deno.test("a failed plugin check fails the build before anything is written", () =>
  withProject({ "plugins/acme/mod.ts": "export default { name: 'Acme' };" }, async (root) => {
    const seen: FoundPlugin[] = [];
    const checkPlugins = (plugins: FoundPlugin[]) => {
      seen.push(...plugins);
      throw new Error("plugins/acme has no manifest");
    };
    await rejects(new Builder({ root, checkPlugins }).build(), /plugins\/acme has no manifest/);
    deepStrictEqual(seen, [{ folder: "acme", plugin: { name: "Acme" } }]);
    await rejects(Deno.stat(`${root}/_fresh`), Deno.errors.NotFound);
  }));

Deno.test("a plugin folder with an unusable name fails the build", () =>
  withProject({ "plugins/My Plugin/mod.ts": "export default {};" }, async (root) => {
    await rejects(new Builder({ root }).build(), /Rename the folder plugins\/My Plugin\//);
  }));

Deno.test("two files with one address fail the build and are both named", () =>
  withProject({
    "routes/(a)/x/[id].tsx": PAGE,
    "routes/(b)/x/[name].tsx": PAGE,
  }, async (root) => {
    await rejects(
      new Builder({ root }).build(),
      /routes\/\(a\)\/x\/\[id\]\.tsx and routes\/\(b\)\/x\/\[name\]\.tsx have the same address/,
    );
  }));

Deno.test("an island that does not build is named with its line", () =>
  withProject({ "islands/Bad.tsx": "\nexport default () => <p>;" }, async (root) => {
    await rejects(new Builder({ root }).build(), /islands\/Bad\.tsx:2:/);
  }));

Deno.test("a server joined into few files finds what lies beside its modules and imports later", () =>
  withProject({
    "deno.json": '{ "imports": { "#kit": "./kit/mod.ts" } }',
    "main.ts": 'import { place, name } from "#kit";\n' +
      'const { late } = await import("./kit/late.ts");\n' +
      "console.log(name, late, await Deno.readTextFile(place), import.meta.main);",
    "kit/mod.ts": 'export const name = "kit";\n' +
      'export const place = new URL("./beside.txt", import.meta.url);',
    "kit/beside.txt": "beside",
    "kit/late.ts": 'export const late = "late";',
  }, async (root) => {
    await new Builder({ root, server: "main.ts" }).build();
    // Only what was built, and what is read at run time, is left.
    for (const path of ["main.ts", "kit/mod.ts", "kit/late.ts"]) {
      await Deno.remove(`${root}/${path}`);
    }
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-read", "--no-config", `${root}/_fresh/server/main.js`],
    }).output();
    strictEqual(decode(stdout), "kit late beside true\n", decode(stderr));
  }));

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
