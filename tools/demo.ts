/**
 * Fills a project with sample sessions, also while the server runs:
 * `deno task demo [--project <id>]`. Without an id it takes the oldest project. Filling twice adds
 * nothing. Uses the settings in the environment, as the server does.
 */
import { loadConfig, readEnvironment } from "../core/config.ts";
import { migrate, openDatabase, readMigrations } from "../core/db/mod.ts";
import { fillWithSamples } from "../core/demo/mod.ts";
import { messageOf } from "../core/errors.ts";
import { configureLog } from "../core/log.ts";
import { findProject, listProjects } from "../core/projects/mod.ts";

/** The project named on the command line, or the oldest one. */
function projectArgument(args: string[]): string | null {
  if (args.length === 0) return null;
  const [name, value, ...rest] = args.flatMap((one) => one.split("=", 2));
  if (name !== "--project" || !value || rest.length > 0) {
    throw new Error("Usage: deno task demo [--project <id>]");
  }
  return value;
}

async function fill(): Promise<string> {
  const wanted = projectArgument(Deno.args);
  const database = await openDatabase(
    { ...loadConfig(readEnvironment()), databasePoolSize: 2 },
    { attach: true, applicationName: "hissuno-demo" },
  );
  try {
    await migrate(database.direct, await readMigrations(new URL("../migrations", import.meta.url)));
    const { sql } = database;
    const project = wanted === null ? (await listProjects(sql))[0] : await findProject(sql, wanted);
    if (!project) {
      throw new Error(
        wanted === null
          ? "There is no project yet. Start Hissuno and follow the set-up link first."
          : `There is no project with id ${wanted}. See: deno task admin project:list`,
      );
    }
    const added = await fillWithSamples(sql, project.id);
    return added === 0
      ? `${project.name} has all sample sessions already.`
      : `Added ${added} sample sessions to ${project.name} (${project.id}).`;
  } finally {
    await database.close();
  }
}

configureLog({ level: "error" });
// A built-in server that is being stopped does not keep the process alive by itself.
setInterval(() => {}, 1_000);
try {
  console.log(await fill());
  Deno.exit(0);
} catch (error) {
  console.error(messageOf(error));
  Deno.exit(1);
}
