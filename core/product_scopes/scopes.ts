import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import {
  checkScope,
  heightOf,
  MOST_LEVELS,
  MOST_SCOPES,
  type NewScope,
  type ProductScope,
  type ScopeCounts,
  subtree,
  treeOf,
  type TreeScope,
} from "./scopes_model.ts";
import {
  copyScopeLinks,
  deleteScopeRow,
  insertScope,
  lockScopes,
  renumberScopes,
  replaceKnowledgeScopes,
  replaceScopeKnowledge,
  replaceSessionScopes,
  selectCounts,
  selectScope,
  selectScopes,
  updateScopeRow,
} from "./scopes_sql.ts";

/** All scopes of a project in the order of the tree, each with what belongs to it. */
export async function listScopes(
  db: Db,
  projectId: string,
): Promise<(TreeScope & { counts: ScopeCounts })[]> {
  const [scopes, counts] = await Promise.all([
    selectScopes(db, projectId),
    selectCounts(db, projectId),
  ]);
  const none = { sessions: 0, issues: 0, knowledge_sources: 0 };
  return treeOf(scopes).map((scope) => ({ ...scope, counts: counts.get(scope.id) ?? none }));
}

/** As {@link listScopes}, without counting. */
export async function scopeTree(db: Db, projectId: string): Promise<TreeScope[]> {
  return treeOf(await selectScopes(db, projectId));
}

/**
 * One scope.
 *
 * @throws {AppError} 404
 */
export async function getScope(db: Db, projectId: string, scopeId: string): Promise<ProductScope> {
  const scope = await selectScope(db, projectId, scopeId);
  if (!scope) throw notFound("Product scope");
  return scope;
}

/**
 * Adds a scope, at the end of its siblings unless a position is given.
 *
 * @throws {AppError} 400 naming the bad field, 409 when the project has too many
 */
export async function createScope(
  sql: Sql | Tx,
  projectId: string,
  input: NewScope,
  at: Date = now(),
): Promise<ProductScope> {
  const clean = checkScope(input);
  return await transaction(sql, async (tx) => {
    const scopes = await lockScopes(tx, projectId);
    if (scopes.length >= MOST_SCOPES) {
      throw conflict(`The project has ${MOST_SCOPES} product scopes already. Delete some first.`);
    }
    const parent_id = clean.parent_id ?? null;
    checkParent(scopes, null, parent_id);
    const siblings = scopes.filter((scope) => scope.parent_id === parent_id);
    const id = newId("scope", at);
    await insertScope(tx, projectId, {
      id,
      name: clean.name,
      kind: clean.kind ?? "area",
      parent_id,
      description: clean.description ?? null,
      position: clean.position ?? Math.max(-1, ...siblings.map(({ position }) => position)) + 1,
      created_at: at,
      updated_at: at,
    });
    return await getScope(tx, projectId, id);
  });
}

/**
 * Renames, describes or moves a scope; what is below it moves with it.
 *
 * @throws {AppError} 404; 400 naming the bad field, also when it would stand below itself
 */
export async function updateScope(
  sql: Sql | Tx,
  projectId: string,
  scopeId: string,
  patch: Partial<NewScope>,
  at: Date = now(),
): Promise<ProductScope> {
  const clean = checkScope(patch);
  return await transaction(sql, async (tx) => {
    const scopes = await lockScopes(tx, projectId);
    if (!scopes.some(({ id }) => id === scopeId)) throw notFound("Product scope");
    if (clean.parent_id !== undefined) checkParent(scopes, scopeId, clean.parent_id);
    const change = Object.fromEntries(
      (["name", "kind", "parent_id", "description", "position"] as const)
        .filter((field) => clean[field] !== undefined).map((field) => [field, clean[field]]),
    );
    await updateScopeRow(tx, projectId, scopeId, { ...change, updated_at: at });
    return await getScope(tx, projectId, scopeId);
  });
}

/**
 * Moves a scope one place up or down among its siblings; at the end it stays.
 *
 * @throws {AppError} 404
 */
export async function shiftScope(
  sql: Sql | Tx,
  projectId: string,
  scopeId: string,
  step: -1 | 1,
): Promise<void> {
  await transaction(sql, async (tx) => {
    const tree = treeOf(await lockScopes(tx, projectId));
    const scope = tree.find(({ id }) => id === scopeId);
    if (!scope) throw notFound("Product scope");
    const ids = tree.filter(({ parent_id }) => parent_id === scope.parent_id).map(({ id }) => id);
    const from = ids.indexOf(scopeId);
    const to = Math.min(ids.length - 1, Math.max(0, from + step));
    ids.splice(to, 0, ...ids.splice(from, 1));
    await renumberScopes(tx, projectId, ids);
  });
}

/**
 * Removes a scope. What stands below it moves up; sessions, issues and knowledge lose it, or belong
 * to another scope instead.
 *
 * @param moveTo the scope that gets all links; null drops them
 * @throws {AppError} 404; 400 when `moveTo` is unknown or the scope itself
 */
export async function deleteScope(
  sql: Sql | Tx,
  projectId: string,
  scopeId: string,
  moveTo: string | null = null,
): Promise<void> {
  await transaction(sql, async (tx) => {
    const scopes = await lockScopes(tx, projectId);
    const scope = scopes.find(({ id }) => id === scopeId);
    if (!scope) throw notFound("Product scope");
    if (moveTo !== null) {
      if (moveTo === scopeId || !scopes.some(({ id }) => id === moveTo)) {
        throw invalid("move_to", "move_to must be another product scope of this project.");
      }
      await copyScopeLinks(tx, projectId, scopeId, moveTo);
    }
    await deleteScopeRow(tx, projectId, scope);
  });
}

/**
 * Puts a session into exactly these scopes.
 *
 * @throws {AppError} 404 for an unknown session, 400 for unknown scopes
 */
export async function setSessionScopes(
  sql: Sql | Tx,
  projectId: string,
  sessionId: string,
  scopeIds: string[],
  who: { by: "person" | "rule" | "model" | "api"; byId: string | null },
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    await checkKnown(tx, projectId, scopeIds);
    if (!await replaceSessionScopes(tx, projectId, sessionId, scopeIds, who, at)) {
      throw notFound("Session");
    }
    const data = { product_scopes: scopeIds };
    await appendEvents(tx, projectId, [{ type: "session.updated", sessionId, data }], at);
  });
}

/**
 * Puts a knowledge source into exactly these scopes.
 *
 * @throws {AppError} 404 for an unknown source, 400 for unknown scopes
 */
export async function setKnowledgeScopes(
  sql: Sql | Tx,
  projectId: string,
  sourceId: string,
  scopeIds: string[],
): Promise<void> {
  await transaction(sql, async (tx) => {
    await checkKnown(tx, projectId, scopeIds);
    if (!await replaceKnowledgeScopes(tx, projectId, sourceId, scopeIds)) {
      throw notFound("Knowledge entry");
    }
  });
}

/**
 * Says which of the offered knowledge sources belong to a scope; the others stay as they are.
 *
 * @throws {AppError} 404 for an unknown scope
 */
export async function setScopeKnowledge(
  sql: Sql | Tx,
  projectId: string,
  scopeId: string,
  offered: string[],
  chosen: string[],
): Promise<void> {
  await transaction(sql, async (tx) => {
    await getScope(tx, projectId, scopeId);
    await replaceScopeKnowledge(tx, projectId, scopeId, offered, chosen);
  });
}

/** A scope with everything below it, for lists that are narrowed to it. */
export async function scopeIdsBelow(
  db: Db,
  projectId: string,
  scopeIds: string[],
): Promise<string[]> {
  const scopes = await selectScopes(db, projectId);
  // An unknown one stays: it finds nothing, where none at all would find everything.
  return [...new Set(scopeIds.flatMap((id) => subtree(scopes, id)))];
}

async function checkKnown(tx: Tx, projectId: string, scopeIds: string[]): Promise<void> {
  const known = new Set((await selectScopes(tx, projectId)).map(({ id }) => id));
  const unknown = scopeIds.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  const named = unknown.slice(0, 5).map((id) => id.slice(0, 64)).join(", ");
  throw invalid("product_scopes", `product_scopes names ids this project does not have: ${named}.`);
}

function checkParent(scopes: ProductScope[], id: string | null, parentId: string | null): void {
  if (parentId === null) return;
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  if (!byId.has(parentId)) {
    throw invalid("parent_id", "parent_id must be a product scope of this project.");
  }
  if (id !== null && subtree(scopes, id).includes(parentId)) {
    throw invalid("parent_id", "A product scope cannot stand below itself. Choose another parent.");
  }
  let levels = id === null ? 1 : heightOf(scopes, id);
  for (let at: string | null = parentId; at !== null; at = byId.get(at)?.parent_id ?? null) {
    levels++;
  }
  if (levels > MOST_LEVELS) {
    throw invalid("parent_id", `Product scopes can stand at most ${MOST_LEVELS} levels deep.`);
  }
}
