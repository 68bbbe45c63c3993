import {
  bootstrap,
  issueSetupToken,
  keyUsesNoted,
  listenForRevokedKeys,
} from "../core/access/mod.ts";
import { type Config, type Environment, loadConfig } from "../core/config.ts";
import { type Database, migrate, openDatabase, readMigrations } from "../core/db/mod.ts";
import { configureLog, log } from "../core/log.ts";
import { noteReplies } from "../core/outbox/mod.ts";
import { validatePlugins } from "../core/plugin_kit/registry.ts";
import { createApp } from "./app.ts";
import { startSchedules } from "./jobs.ts";
import { createServices, type Services } from "./services.ts";

/** How long open requests may take to end after the signal to stop. */
const DRAIN_MILLISECONDS = 10_000;

/** A running server. */
export interface Running {
  services: Services;
  url: string;
  /** Answers what is open, stops the jobs, closes the database. */
  stop(): Promise<void>;
}

/** What the build made: pages and plugins. */
export interface Built {
  // deno-lint-ignore no-explicit-any
  apply(app: any): void;
  bundles: Record<string, string>;
  plugins: unknown[];
  pluginFolders: string[];
}

/**
 * Starts the product: settings, database, migrations, plugins, jobs, HTTP.
 *
 * @param environment the environment variables; see core/config.ts
 */
export async function startServer(
  environment: Environment,
  built: Built,
): Promise<Running> {
  const config = loadConfig(environment);
  return await startOn(config, await openDatabase(config), built);
}

/** As {@link startServer}, on a database that was opened already; it is closed when the start fails. */
export async function startOn(
  config: Config,
  database: Database,
  built: Built,
): Promise<Running> {
  configureLog({ level: config.logLevel });
  const stopper = new AbortController();
  try {
    const migrations = await readMigrations("migrations");
    await migrate(database.direct, migrations);
    const plugins = validatePlugins(
      built.plugins.map((plugin, index) => ({ folder: built.pluginFolders[index]!, plugin })),
    );
    const services = await createServices(
      config,
      database,
      migrations,
      plugins,
      built.bundles,
      stopper.signal,
    );
    const replying = plugins.filter(({ replies }) => replies).map(({ manifest }) => manifest.id);
    await noteReplies(services.sql, replying);
    const first = await bootstrap(services, config);
    await services.hub.start();
    const forgetKeys = await listenForRevokedKeys(database.direct);
    const app = createApp(services);
    built.apply(app);
    const handler = app.handler();
    const server = Deno.serve(
      { port: config.port, hostname: config.host, onListen: () => {} },
      handler,
    );
    const port = (server.addr as Deno.NetAddr).port;
    const url = config.publicUrl ?? `http://${shown(config.host)}:${port}`;
    services.worker.start();
    services.reviewer.start();
    services.readers.start();
    services.sockets.start();
    services.webhooks.start();
    startSchedules(services);
    await announce(services, url, first.projectId);
    setTimeout(() => services.accounts.warmUp(), 200);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      stopper.abort();
      const drained = server.shutdown();
      const late = new Promise((resolve) => setTimeout(resolve, DRAIN_MILLISECONDS));
      await Promise.race([drained, late]);
      await Promise.all([
        services.sockets.stop(),
        services.worker.stop(),
        services.reviewer.stop(),
        services.readers.stop().then(() => services.reader.close()),
        services.webhooks.stop(),
        services.schedules.stop(),
      ]);
      await services.outbox.outlet.idle();
      await forgetKeys();
      await services.hub.stop();
      // Written in the background, after the answers they belong to.
      await Promise.all([
        keyUsesNoted(),
        services.rateLimiter.idle(),
        services.keyUsage.flush(),
      ]);
      await database.close();
    };
    database.ended.then(() => {
      if (!stopper.signal.aborted) {
        log.error("The built-in database ended unexpectedly. Stopping.");
        Deno.exit(1);
      }
    });
    return { services, url, stop: () => stopped ??= stop() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function announce(services: Services, url: string, projectId: string | null): Promise<void> {
  const lines = [`Hissuno is ready at ${url}`, `Database: ${services.database.description}`];
  if (projectId) lines.push(`Project: ${projectId}`);
  const token = await issueSetupToken(services.sql);
  if (token) lines.push(`Set up the first account: ${url}/setup?token=${token}`);
  console.log(lines.join("\n"));
}

function shown(host: string): string {
  return ["0.0.0.0", "::", "127.0.0.1", "localhost"].includes(host) ? "localhost" : host;
}
