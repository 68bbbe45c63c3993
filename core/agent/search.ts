import type { Db } from "../db/mod.ts";
import { searchKnowledge } from "../knowledge/mod.ts";
import type { ReplyInput } from "./reply.ts";
import type { AgentSettings } from "./settings.ts";

/** Searches what the agent may know: the package of its settings, else the project's default. */
export function knowledgeSearch(
  db: Db,
  projectId: string,
  settings: Pick<AgentSettings, "package_id">,
): ReplyInput["search"] {
  const packageIds = settings.package_id === "" ? undefined : [settings.package_id];
  return (question, limit, floor) => {
    const options = { limit, floor, ...(packageIds && { packageIds }) };
    return searchKnowledge(db, projectId, question, options);
  };
}
