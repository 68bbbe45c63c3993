/**
 * Shows what PostgreSQL does for every kind of list and search on a database of bench/generate.ts:
 *
 *     DATA_DIR=.data/bench-1m deno run -A bench/explain.ts [part of a name] [--plans]
 *
 * Rows are those the scans read, thrown away ones included: what a list costs is there to see
 * whatever else the machine does.
 */
import { loadConfig } from "../core/config.ts";
import { openDatabase } from "../core/db/mod.ts";
import { listSessions } from "../core/sessions/mod.ts";
import { projectId } from "./fill/conversations.ts";
import { explained, type Plan } from "./measure/explain_sql.ts";
import { listCases } from "./measure/list_cases.ts";

const showsPlans = Deno.args.includes("--plans");
const wanted = Deno.args.find((arg) => !arg.startsWith("--")) ?? "";
const number = (name: string) =>
  Number(Deno.args.find((arg) => arg.startsWith(`--${name}=`))?.split("=")[1] ?? 0);

const database = await openDatabase(loadConfig(Deno.env.toObject()), { attach: true });
try {
  const project = projectId(number("project"));
  console.log("| list | rows read | blocks | planning ms | execution ms |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  for (const { name, filter, cursor } of await listCases(database.sql, project)) {
    if (!name.includes(wanted)) continue;
    const plans: Plan[] = [];
    // The first time warms up what the second one shows.
    await listSessions(database.sql, project, filter, { limit: 50, cursor });
    await listSessions(explained(database.sql, plans), project, filter, { limit: 50, cursor });
    const sum = (field: Exclude<keyof Plan, "text">) =>
      plans.reduce((all, plan) => all + plan[field], 0);
    const cells = [name, sum("rows"), sum("blocks")];
    console.log(
      `| ${cells.join(" | ")} | ${sum("planning").toFixed(1)} | ${sum("execution").toFixed(1)} |`,
    );
    if (showsPlans) console.log(plans.map(({ text }) => text).join("\n\n") + "\n");
  }
} finally {
  await database.close();
}
