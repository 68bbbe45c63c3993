import type { Account, Connection } from "../../../../../../core/contract/mod.ts";
import { invalid } from "../../../../../../core/errors.ts";
import { retryDelivery } from "../../../../../../core/exchange/mod.ts";
import {
  cancelSync,
  disconnectSource,
  type Preview,
  previewSync,
  retryProblem,
  startSync,
  testConnection,
  updateConnection,
} from "../../../../../../core/sync/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** What a button of the connection's page did. */
export type ActionResult =
  | { kind: "notice"; text: string }
  | { kind: "gone"; text: string }
  | { kind: "tested"; account: Account; preview: Preview };

/**
 * Does what a button asked for; null when the form was sent to save the settings.
 *
 * @throws {AppError} what the use-case says, or 400 for an action nobody knows
 */
export async function doAction(
  { sql, sync }: Services,
  { project_id: projectId, id, status, settings }: Connection,
  form: Form,
): Promise<ActionResult | null> {
  if (form.has("retry")) {
    await retryProblem(sync, projectId, form.text("retry"));
    return { kind: "notice", text: "The item came through now." };
  }
  if (form.has("delivery")) {
    await retryDelivery(sql, projectId, id, form.text("delivery"));
    return { kind: "notice", text: "The event is tried again." };
  }
  switch (form.text("action")) {
    case "save":
      return null;
    case "sync":
      await startSync(sql, projectId, id, "incremental");
      return { kind: "notice", text: "The sync has started." };
    case "full":
      await startSync(sql, projectId, id, "full");
      return { kind: "notice", text: "The whole range is read again." };
    case "scratch":
      if (!form.has("sure")) throw invalid("sure", "Tick the box to start from scratch.");
      await startSync(sql, projectId, id, "scratch");
      return { kind: "notice", text: "The history is forgotten; everything is imported again." };
    case "cancel":
      await cancelSync(sql, projectId, id);
      return { kind: "notice", text: "The sync stops after the page it is at." };
    case "test": {
      // Credentials that failed and do again, without having been entered anew.
      if (status === "needs_attention") await updateConnection(sync, projectId, id, { settings });
      const account = await testConnection(sync, projectId, id);
      return { kind: "tested", account, preview: await previewSync(sync, projectId, id) };
    }
    case "disconnect": {
      const sessions = form.text("sessions") === "delete" ? "delete" : "keep";
      await disconnectSource(sync, projectId, id, sessions);
      return {
        kind: "gone",
        text: sessions === "keep"
          ? "Disconnected. The imported sessions stay."
          : "Disconnected, and the imported sessions deleted.",
      };
    }
    default:
      throw invalid("action", "The page is out of date. Load it again.");
  }
}
