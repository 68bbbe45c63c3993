/**
 * Manages an installation from the command line, also while the server runs:
 * `deno task admin help`. Uses the settings in the environment, as the server does.
 */
import { createAccounts, runAdmin } from "../core/access/mod.ts";
import { analyticsCommands } from "../core/analytics/mod.ts";
import { type BackupAdminContext, backupArguments, backupCommands } from "../core/backup/mod.ts";
import { createAgent, modelSettings, priceSettings } from "../core/agent/mod.ts";
import { loadConfig, readEnvironment } from "../core/config.ts";
import { loadSecret } from "../core/crypto.ts";
import { embeddedUrl } from "../core/db/embedded/place.ts";
import { migrate, openDatabase, readMigrations } from "../core/db/mod.ts";
import { type EvaluationAdminContext, evaluationCommands } from "../core/evaluation/mod.ts";
import { type ArchiveAdminContext, archiveCommands } from "../core/exports/mod.ts";
import { EventHub } from "../core/events/mod.ts";
import { randomToken } from "../core/id.ts";
import { configureLog } from "../core/log.ts";
import { validatePlugins } from "../core/plugin_kit/registry.ts";
import { createSyncEngine, type SyncAdminContext, syncCommands } from "../core/sync/mod.ts";

/** The plugins of this checkout, straight from their folders: no build is needed. */
async function loadPlugins() {
  const folder = new URL("../plugins/", import.meta.url);
  const found = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) continue;
    const { default: plugin } = await import(new URL(`${name}/mod.ts`, folder).href);
    found.push({ folder: name, plugin });
  }
  return validatePlugins(found);
}

/** Opens the installation: the running server's database, or its own start of it. */
async function open() {
  const config = loadConfig(readEnvironment());
  // Two connections are enough for one command beside a server that uses the rest.
  const database = await openDatabase(
    { ...config, databasePoolSize: 2 },
    { attach: true, applicationName: "hissuno-admin" },
  );
  try {
    const migrations = await readMigrations(new URL("../migrations", import.meta.url));
    // A restore fills the schema of its backup, and puts the backup's secret into its place.
    const isRestore = Deno.args[0] === "restore";
    if (!isRestore) await migrate(database.direct, migrations);
    const secret = isRestore
      ? { current: randomToken(32), previous: [] }
      : await loadSecret(config.dataDir, config.secret);
    const installation = {
      ...{ sql: database.direct, migrations, dataDir: config.dataDir },
      url: config.databaseDirectUrl ?? config.databaseUrl ?? await embeddedUrl(config.dataDir),
      hasConfiguredSecret: config.secret !== undefined,
      readSecret: () => Promise.resolve([secret.current, ...secret.previous].join(",")),
    };
    const { sql, close } = database;
    const accounts = createAccounts({ sql, secret, publicUrl: config.publicUrl });
    const isSync = syncCommands.some(({ name }) => name === Deno.args[0]);
    const engine = createSyncEngine(sql, secret, isSync ? await loadPlugins() : [], config);
    // Answers nobody but the operator: live readers are not told.
    const agent = createAgent({
      ...{ sql, hub: new EventHub(sql) },
      model: modelSettings(config),
      prices: priceSettings(config),
    });
    return { sql, close, accounts, engine, agent, installation, dataDir: config.dataDir };
  } catch (error) {
    await database.close();
    throw error;
  }
}

configureLog({ level: "error" });
// A built-in server that is being stopped does not keep the process alive by itself.
setInterval(() => {}, 1_000);
const result = await runAdmin<
  SyncAdminContext & EvaluationAdminContext & BackupAdminContext & ArchiveAdminContext
>(
  backupArguments(Deno.args),
  open,
  undefined,
  [
    ...syncCommands,
    ...analyticsCommands,
    ...evaluationCommands,
    ...archiveCommands,
    ...backupCommands,
  ],
);
if (result.output) console.log(result.output);
if (result.error) console.error(result.error);
Deno.exit(result.code);
