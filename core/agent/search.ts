import type { Db } from "../db/mod.ts";
import { type Embedder, searchKnowledge } from "../knowledge/mod.ts";
import type { ReplyInput } from "./reply.ts";

/**
 * Searches what may be answered from.
 *
 * @param packageIds see `packagesFor` of core/knowledge
 */
export function knowledgeSearch(
  db: Db,
  projectId: string,
  packageIds: readonly string[],
  embedder: Embedder | null = null,
): ReplyInput["search"] {
  return (question, limit, floor) =>
    searchKnowledge(db, projectId, question, { limit, floor, packageIds, embedder });
}
