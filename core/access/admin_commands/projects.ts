import type { Db } from "../../db/mod.ts";
import {
  createProject,
  findProject,
  listProjects,
  type Plan,
  plans,
  type Project,
  updateProject,
} from "../../projects/mod.ts";
import { type Command, day, table, usage } from "./command.ts";

/**
 * The project meant by `--project`: its id, or its name when only one has it.
 *
 * @throws AppError that names the flag and says how to find the right value
 */
export async function chosenProject(db: Db, value: string): Promise<Project> {
  const byId = await findProject(db, value);
  if (byId) return byId;
  const named = (await listProjects(db)).filter((project) => project.name === value);
  if (named.length === 1) return named[0]!;
  const reason = named.length === 0
    ? `No project has the id or name "${value.slice(0, 60)}"`
    : `${named.length} projects have that name; give the id`;
  throw usage("project", `${reason}. See project:list.`);
}

/** The flag that names a project. */
export const projectFlag = {
  name: "project",
  value: "ID",
  meaning: "id or name of the project",
  required: true,
};

const planFlag = {
  name: "plan",
  value: "PLAN",
  meaning: `requests a minute for each key: ${plans.join(", ")}`,
};

function dataOf(project: Project) {
  return {
    id: project.id,
    name: project.name,
    plan: project.plan,
    created_at: project.createdAt.toISOString(),
  };
}

const create: Command = {
  name: "project:create",
  summary: "create a project",
  flags: [
    { name: "name", value: "NAME", meaning: "how it is called", required: true },
    planFlag,
  ],
  async run({ sql }, flags, at) {
    const plan = flags.plan as Plan | undefined;
    const project = await createProject(sql, { name: flags.name!, plan }, at);
    return {
      text: `Created project "${project.name}".\n\n  ${project.id}`,
      data: dataOf(project),
    };
  },
};

const list: Command = {
  name: "project:list",
  summary: "list the projects",
  flags: [],
  async run({ sql }) {
    const projects = await listProjects(sql);
    const rows = projects.map((one) => [one.id, one.plan, day(one.createdAt), one.name]);
    return {
      text: rows.length === 0
        ? "No projects yet. Create one with project:create --name NAME."
        : table(["ID", "PLAN", "CREATED", "NAME"], rows),
      data: projects.map(dataOf),
    };
  },
};

const update: Command = {
  name: "project:update",
  summary: "rename a project or change its plan",
  flags: [
    projectFlag,
    { name: "name", value: "NAME", meaning: "the new name" },
    planFlag,
  ],
  async run({ sql }, flags, at) {
    const { id } = await chosenProject(sql, flags.project!);
    if (flags.name === undefined && flags.plan === undefined) {
      throw usage(null, "Nothing to change. Give --name NAME or --plan PLAN.");
    }
    const patch = { name: flags.name, plan: flags.plan as Plan | undefined };
    const project = await updateProject(sql, id, patch, at);
    return {
      text: `Project ${project.id} is called "${project.name}" and has plan ${project.plan}.`,
      data: dataOf(project),
    };
  },
};

/** The commands about projects. */
export const projectCommands: Command[] = [create, list, update];
