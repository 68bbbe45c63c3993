import { now } from "../clock.ts";
import { conflict, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import type { Db } from "../db/mod.ts";
import { cleanName, isSafeId } from "../access/identity.ts";
import { checkPlan, checkSettings, type Plan, type Project } from "./projects_model.ts";
import {
  deleteProjectRow,
  insertProject,
  patchProject,
  selectProject,
  selectProjects,
} from "./projects_sql.ts";

/** What a new project is made of. */
export interface NewProject {
  name: string;
  /** @default "unlimited" */
  plan?: Plan;
  /** Given by the operator only (HISSUNO_PROJECT). @default {a new id} */
  id?: string;
}

/**
 * Creates a project without members; see `createOwnedProject` of core/access for one with an owner.
 *
 * @throws AppError 400 for a bad name or plan, 409 when the id is taken
 */
export async function createProject(
  db: Db,
  input: NewProject,
  at: Date = now(),
): Promise<Project> {
  const name = cleanName(input.name, "name", "The project's name");
  const plan = input.plan === undefined ? undefined : checkPlan(input.plan);
  const id = input.id ?? newId("proj", at);
  if (!await insertProject(db, { id, name, plan, at })) {
    throw conflict(`A project with id ${id} exists already.`);
  }
  return (await selectProject(db, id))!;
}

/** Every project of the installation, oldest first; for the operator's commands. */
export async function listProjects(db: Db): Promise<Project[]> {
  return await selectProjects(db);
}

/** The project with that id, or null; any text may be asked for. */
export async function findProject(db: Db, projectId: string): Promise<Project | null> {
  return isSafeId(projectId) ? await selectProject(db, projectId) : null;
}

/**
 * The project with that id.
 *
 * @throws AppError 404 when there is none
 */
export async function projectOf(db: Db, projectId: string): Promise<Project> {
  const project = await findProject(db, projectId);
  if (!project) throw notFound("Project");
  return project;
}

/** What may be changed about a project. */
export interface ProjectPatch {
  name?: string;
  /** The operator's choice only. */
  plan?: Plan;
  /** Merged at the top level; null removes a key. */
  settings?: Record<string, unknown>;
}

/**
 * Renames a project, changes its plan or its settings. Who may do so is the caller's question.
 *
 * @throws AppError 400 for bad values, 404 when there is no such project
 */
export async function updateProject(
  db: Db,
  projectId: string,
  patch: ProjectPatch,
  at: Date = now(),
): Promise<Project> {
  if (!isSafeId(projectId)) throw notFound("Project");
  const clean: ProjectPatch = {};
  if (patch.name !== undefined) clean.name = cleanName(patch.name, "name", "The project's name");
  if (patch.plan !== undefined) clean.plan = checkPlan(patch.plan);
  if (patch.settings !== undefined) clean.settings = checkSettings(patch.settings);
  const project = await patchProject(db, projectId, clean, at);
  if (!project) throw notFound("Project");
  return project;
}

/**
 * Deletes a project with its members, keys and invitations, and whatever else refers to it.
 *
 * @throws AppError 404 when there is none
 */
export async function deleteProject(db: Db, projectId: string): Promise<void> {
  if (!isSafeId(projectId) || !await deleteProjectRow(db, projectId)) throw notFound("Project");
}
