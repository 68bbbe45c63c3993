import { isSafeId } from "../../../../../../core/access/mod.ts";
import { invalid } from "../../../../../../core/errors.ts";
import { reviewSessions } from "../../../../../../core/review/mod.ts";
import {
  type Actor,
  type SessionPatch,
  updateSessions,
} from "../../../../../../core/sessions/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { tagLabel } from "../../../../../../components/labels.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** Changes many sessions at once need no more than the rows of a few pages. */
const MOST = 500;

const patches: Record<string, [patch: SessionPatch, done: string]> = {
  archive: [{ isArchived: true }, "Archived"],
  unarchive: [{ isArchived: false }, "Taken out of the archive:"],
  close: [{ status: "closed" }, "Closed"],
  reopen: [{ status: "active" }, "Reopened"],
};

/**
 * Does what a button of the bulk bar says with the ticked sessions.
 *
 * @returns a sentence that says what was done
 * @throws {AppError} 400 for an unknown tag or button, nothing is changed then
 */
export async function changeSelected(
  sql: Sql,
  projectId: string,
  form: Form,
  actor: Actor,
): Promise<string> {
  const ids = form.all("session").filter(isSafeId).slice(0, MOST);
  if (ids.length === 0) return "Nothing was selected. Tick the boxes of some sessions first.";
  if (form.text("do") === "review") {
    const begun = await reviewSessions(sql, projectId, ids, { by: "bulk", id: actor.id });
    return `The review of ${begun.size} ${begun.size === 1 ? "session" : "sessions"} has begun.`;
  }
  const [patch, done] = changeOf(form);
  const count = await updateSessions(sql, projectId, ids, patch, actor);
  return `${done} ${count} ${count === 1 ? "session" : "sessions"}.`;
}

function changeOf(form: Form): [patch: SessionPatch, done: string] {
  const [added, removed] = [form.text("addTag"), form.text("removeTag")];
  if (added) return [{ addTags: [added] }, `Tag “${tagLabel(added)}” added to`];
  if (removed) return [{ removeTags: [removed] }, `Tag “${tagLabel(removed)}” removed from`];
  const name = form.text("do");
  if (Object.hasOwn(patches, name)) return patches[name]!;
  throw invalid("do", "The page does not know this action. Reload it and try again.");
}
