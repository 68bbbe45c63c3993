/**
 * Manages an installation from the command line, also while the server runs:
 * `deno task admin help`. Uses the settings in the environment, as the server does.
 */
import { createAccounts, runAdmin } from "../core/access/mod.ts";
import { loadConfig, readEnvironment } from "../core/config.ts";
import { loadSecret } from "../core/crypto.ts";
import { migrate, openDatabase, readMigrations } from "../core/db/mod.ts";
import { configureLog } from "../core/log.ts";

/** Opens the installation: the running server's database, or its own start of it. */
async function open() {
  const config = loadConfig(readEnvironment());
  // Two connections are enough for one command beside a server that uses the rest.
  const database = await openDatabase(
    { ...config, databasePoolSize: 2 },
    { attach: true, applicationName: "hissuno-admin" },
  );
  try {
    await migrate(database.direct, await readMigrations(new URL("../migrations", import.meta.url)));
    const secret = await loadSecret(config.dataDir, config.secret);
    const { sql, close } = database;
    return { sql, close, accounts: createAccounts({ sql, secret, publicUrl: config.publicUrl }) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

configureLog({ level: "error" });
// A built-in server that is being stopped does not keep the process alive by itself.
setInterval(() => {}, 1_000);
const result = await runAdmin(Deno.args, open);
if (result.output) console.log(result.output);
if (result.error) console.error(result.error);
Deno.exit(result.code);
