import { Builder } from "fresh/dev";
import { addMember, createKey } from "../../core/access/mod.ts";
import type { SourcePlugin } from "../../core/contract/mod.ts";
import { type TestDatabase, testDatabase } from "../../core/db/testing.ts";
import { createProject, type Project } from "../../core/projects/mod.ts";
import api from "../../plugins/api/mod.ts";
import manual from "../../plugins/manual/mod.ts";
import widget from "../../plugins/widget/mod.ts";
import { type Running, startServer } from "../../server/start.ts";
import { writeStyles } from "../../tools/bundle_css.ts";
import { buildWidget, LOADER_PATH } from "../../widget/build.ts";

/** The whole product on a database of its own, with one project and its owner. */
export interface TestApp extends Running {
  database: TestDatabase;
  project: Project;
  owner: { email: string; password: string; name: string; id: string };
  /** A key of the project with full scope. */
  apiKey: string;
  /** Calls the API with the key. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
}

type Build = Awaited<ReturnType<typeof build>>;
let built: Promise<Build> | undefined;

async function build() {
  await writeStyles();
  const bundles: Record<string, string> = {};
  const apply = await new Builder({
    extra: async () =>
      (await buildWidget()).map(({ path, contents, immutable }) => {
        const name = path === LOADER_PATH ? "widget" : "widget-app";
        bundles[name] = path;
        // As in dev.ts: pages of other sites load it.
        const headers = {
          "access-control-allow-origin": "*",
          "cross-origin-resource-policy": "cross-origin",
        };
        return { name, url: path, contents, immutable, headers };
      }),
  }).build({ snapshot: "memory" });
  return { apply, bundles };
}

/** What a test needs beyond the built-in sources. */
export interface TestAppOptions {
  /** Sources that are pulled, with the addresses of their fake providers. */
  sources?: { plugin: SourcePlugin; url: string }[];
  /** Private hosts that outgoing calls may reach. */
  allowedHosts?: string[];
}

/** Starts the product on a free port; `stop` ends it and removes the database. */
export async function startTestApp(
  { sources = [], allowedHosts = [] }: TestAppOptions = {},
): Promise<TestApp> {
  const { apply, bundles } = await (built ??= build());
  const database = await testDatabase();
  const running = await startServer({
    PORT: "0",
    HOST: "127.0.0.1",
    DATABASE_URL: database.url,
    HISSUNO_SECRET: "a-secret-of-the-browser-tests-long-enough",
    LOG_LEVEL: "error",
    HISSUNO_ALLOWED_HOSTS: allowedHosts.join(","),
    HISSUNO_BASE_URLS: sources.map(({ plugin, url }) => `${plugin.manifest.id}=${url}`).join(","),
  }, {
    apply,
    bundles,
    plugins: [widget, api, manual, ...sources.map(({ plugin }) => plugin)],
    pluginFolders: [
      "widget",
      "api",
      "manual",
      ...sources.map(({ plugin }) => plugin.manifest.id),
    ],
  });
  const { sql, accounts } = running.services;
  const owner = { email: "maya@example.com", password: "correct horse battery", name: "Maya" };
  const project = await createProject(sql, { name: "Harbor" });
  const user = await accounts.createUser(owner);
  await addMember(sql, { projectId: project.id, userId: user.id, role: "owner" });
  const { key } = await createKey(sql, { projectId: project.id, name: "Tests", scope: "full" });
  return {
    ...running,
    database,
    project,
    owner: { ...owner, id: user.id },
    apiKey: key,
    call: (method, path, body) =>
      fetch(`${running.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await running.stop();
      await database.close();
    },
  };
}
