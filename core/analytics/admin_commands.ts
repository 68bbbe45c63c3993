import { type AccessContext, chosenProject, type Command } from "../access/mod.ts";
import { listProjects } from "../projects/mod.ts";
import { rebuildAnalytics } from "./count.ts";

/** What the command works with. */
export type AnalyticsAdminContext = AccessContext;

/** `deno task admin analytics:rebuild`. */
export const analyticsCommands: Command<AnalyticsAdminContext>[] = [
  {
    name: "analytics:rebuild",
    summary: "counts the sums of analytics anew, of one project or of all",
    flags: [{ name: "project", value: "ID", meaning: "id of the project; all when absent" }],
    async run({ sql }, flags) {
      const projects = flags.project
        ? [await chosenProject(sql, flags.project)]
        : await listProjects(sql);
      const counted = [];
      for (const { id } of projects) {
        counted.push({ project_id: id, sessions: await rebuildAnalytics(sql, id) });
      }
      const lines = counted.map(({ project_id, sessions }) =>
        `${project_id}  ${sessions} sessions`
      );
      return { text: lines.join("\n") || "No projects.", data: counted };
    },
  },
];
