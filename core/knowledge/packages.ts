import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, type ErrorDetail, invalidFields, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { findProject } from "../projects/mod.ts";
import { cleanText } from "./knowledge_model.ts";
import { isPackageId, usersOfPackage } from "./package_choice.ts";
import {
  deletePackageRow,
  insertPackage,
  joinPackages,
  type KnowledgePackage,
  leavePackages,
  patchPackage,
  replaceMembers,
  selectMembers,
  selectPackage,
  selectPackages,
} from "./packages_sql.ts";

/** A package with the ids of its sources. */
export interface KnowledgePackageDetail extends KnowledgePackage {
  source_ids: string[];
}

/** What a package is made of; for a change, what is absent stays. */
export interface PackageInput {
  name?: string;
  description?: string;
  source_ids?: string[];
}

const NAME_LENGTH = 100;
const DESCRIPTION_LENGTH = 500;
const MOST_PACKAGES = 100;
const MOST_SOURCES = 5_000;

/** All packages of a project, the default one first. */
export async function listPackages(db: Db, projectId: string): Promise<KnowledgePackage[]> {
  return await selectPackages(db, projectId);
}

/**
 * One package with its sources.
 *
 * @throws AppError 404 when the project has none with that id
 */
export async function getPackage(
  db: Db,
  projectId: string,
  id: string,
): Promise<KnowledgePackageDetail> {
  const found = isPackageId(id) ? await selectPackage(db, projectId, id) : null;
  if (!found) throw notFound("Package");
  return { ...found, source_ids: await selectMembers(db, projectId, [id]) };
}

/**
 * Adds a package.
 *
 * @throws AppError 400 naming the bad fields, 409 when the name is taken
 */
export async function createPackage(
  sql: Sql | Tx,
  projectId: string,
  input: PackageInput,
  at: Date = now(),
): Promise<KnowledgePackageDetail> {
  const clean = checkPackage({ name: "", ...input });
  const id = newId("pack", at);
  return await transaction(sql, async (tx) => {
    if ((await selectPackages(tx, projectId)).length >= MOST_PACKAGES) {
      throw conflict(`A project has at most ${MOST_PACKAGES} packages. Delete one first.`);
    }
    const { name, description = "" } = clean;
    if (!await insertPackage(tx, { projectId, id, name: name!, description, at })) throw isTaken();
    if (clean.source_ids) await replaceMembers(tx, projectId, id, clean.source_ids);
    return await getPackage(tx, projectId, id);
  });
}

/**
 * Changes a package.
 *
 * @throws AppError 400, 404, or 409 when the name is taken
 */
export async function updatePackage(
  sql: Sql | Tx,
  projectId: string,
  id: string,
  input: PackageInput,
  at: Date = now(),
): Promise<KnowledgePackageDetail> {
  const clean = checkPackage(input);
  return await transaction(sql, async (tx) => {
    const { name, description } = { ...await getPackage(tx, projectId, id), ...clean };
    if (!await patchPackage(tx, projectId, id, { name, description }, at)) throw isTaken();
    if (clean.source_ids) await replaceMembers(tx, projectId, id, clean.source_ids);
    return await getPackage(tx, projectId, id);
  });
}

/**
 * Deletes a package; its sources stay.
 *
 * @throws AppError 404, or 409 for the default one and for one that the widget, the agent or a channel
 *   answers from
 */
export async function deletePackage(sql: Sql | Tx, projectId: string, id: string): Promise<void> {
  await transaction(sql, async (tx) => {
    const found = await getPackage(tx, projectId, id);
    if (found.is_default) {
      throw conflict("The default package cannot be deleted. Take its sources out instead.");
    }
    const settings = (await findProject(tx, projectId))?.settings;
    const { widget, agent, channels: [channel] } = await usersOfPackage(
      tx,
      projectId,
      settings,
      id,
    );
    const user = widget
      ? "The widget"
      : agent
      ? "The agent"
      : channel
      ? `The channel #${channel.name}`
      : null;
    if (user) {
      throw conflict(`${user} answers from this package. Choose another one there first.`);
    }
    await deletePackageRow(tx, projectId, id);
  });
}

/**
 * Makes a source a member of exactly these packages.
 *
 * @throws AppError 400 when one of them does not exist
 */
export async function setPackagesOf(
  tx: Tx,
  projectId: string,
  sourceId: string,
  packageIds: readonly string[],
): Promise<void> {
  await checkPackageIds(tx, projectId, packageIds);
  await leavePackages(tx, projectId, sourceId, packageIds);
  await joinPackages(tx, projectId, sourceId, packageIds);
}

/** @throws AppError 400 naming the package that does not exist */
export async function checkPackageIds(
  db: Db,
  projectId: string,
  packageIds: readonly string[],
): Promise<void> {
  if (packageIds.length === 0) return;
  const known = new Set((await selectPackages(db, projectId)).map(({ id }) => id));
  const unknown = packageIds.find((id) => !known.has(id));
  if (unknown !== undefined) {
    const message = `There is no package ${
      unknown.slice(0, 60)
    }. Use ids of this project's packages.`;
    throw invalidFields([{ field: "package_ids", message }]);
  }
}

const isTaken = () => conflict("There is a package of that name already. Choose another name.");

function checkPackage(input: PackageInput): PackageInput {
  const problems: ErrorDetail[] = [];
  const clean: PackageInput = {};
  if (input.name !== undefined) {
    clean.name = cleanText(String(input.name)).replace(/\s+/g, " ").trim();
    if (clean.name === "" || clean.name.length > NAME_LENGTH) {
      const message = `The name is missing or too long. Give it 1 to ${NAME_LENGTH} characters.`;
      problems.push({ field: "name", message });
    }
  }
  if (input.description !== undefined) {
    clean.description = cleanText(String(input.description)).trim();
    if (clean.description.length > DESCRIPTION_LENGTH) {
      const message = `The description is too long. Use at most ${DESCRIPTION_LENGTH} characters.`;
      problems.push({ field: "description", message });
    }
  }
  if (input.source_ids !== undefined) {
    clean.source_ids = [...new Set(input.source_ids.map(cleanText))];
    if (clean.source_ids.length > MOST_SOURCES) {
      const message = `The list is too long. Use at most ${MOST_SOURCES} sources.`;
      problems.push({ field: "source_ids", message });
    }
  }
  if (problems.length > 0) throw invalidFields(problems);
  return clean;
}
