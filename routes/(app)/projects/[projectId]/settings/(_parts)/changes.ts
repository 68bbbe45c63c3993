import { deleteOwnedProject, updateOwnedProject } from "../../../../../../core/access/mod.ts";
import { isZone } from "../../../../../../core/analytics/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { invalid } from "../../../../../../core/errors.ts";
import { addTag, type Project, removeTag } from "../../../../../../core/projects/mod.ts";
import { tagLabel } from "../../../../../../components/labels.ts";
import { readIdleMinutes } from "./idle_minutes.ts";

/** The forms of the settings page. */
const actions = ["general", "add_tag", "remove_tag", "delete"] as const;

type SettingsAction = (typeof actions)[number];

/** What a form of the page was filled with. */
export interface Typed {
  action: SettingsAction;
  name: string;
  idleMinutes: string;
  timeZone: string;
  tag: string;
  /** The project's name, typed again to delete it. */
  confirmation: string;
}

/**
 * Which form was sent.
 *
 * @throws {AppError} 400 for an unknown one
 */
export function actionOf(text: string): SettingsAction {
  const action = actions.find((one) => one === text);
  if (!action) {
    throw invalid("do", "The page does not know this action. Reload it and try again.");
  }
  return action;
}

/**
 * Does what a form of the settings page asks for.
 *
 * @returns a sentence that says what was done
 * @throws {AppError} 400 for bad values, 403 when the actor's role is not enough, 409 for a tag too
 * many
 */
export async function changeSettings(
  sql: Sql,
  { project, actorId }: { project: Project; actorId: string },
  typed: Typed,
): Promise<{ notice: string; isDeleted?: boolean }> {
  const projectId = project.id;
  switch (typed.action) {
    case "general": {
      const settings = {
        idle_minutes: readIdleMinutes(typed.idleMinutes),
        timezone: readTimeZone(typed.timeZone),
      };
      await updateOwnedProject(sql, { projectId, actorId, patch: { name: typed.name, settings } });
      return { notice: "Settings saved." };
    }
    case "add_tag": {
      const tag = await addTag(sql, projectId, typed.tag);
      return { notice: `Tag “${tagLabel(tag)}” added.` };
    }
    case "remove_tag":
      await removeTag(sql, projectId, typed.tag);
      return { notice: `Tag “${tagLabel(typed.tag)}” removed.` };
    case "delete":
      if (typed.confirmation !== project.name) {
        throw invalid(
          "confirmation",
          "This is not the project's name. Type it as it stands above.",
        );
      }
      await deleteOwnedProject(sql, { projectId, actorId });
      return { notice: `${project.name} is deleted.`, isDeleted: true };
  }
}

/** The zone that was chosen; null for UTC. */
function readTimeZone(text: string): string | null {
  if (text === "" || text === "UTC") return null;
  if (isZone(text)) return text;
  throw invalid("timezone", "This time zone is not known. Choose one of the list.");
}
