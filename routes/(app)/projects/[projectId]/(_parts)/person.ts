import { requireAction } from "../../../../../core/access/mod.ts";
import type { Action, User } from "../../../../../core/access/mod.ts";
import type { Project } from "../../../../../core/projects/mod.ts";
import type { Actor, Teammate } from "../../../../../core/sessions/mod.ts";
import type { Services } from "../../../../../server/services.ts";
import type { State } from "../../../../../server/state.ts";
import { type Form, readForm } from "../../../../(_common)/form.ts";

/** A form somebody sent in a project, after their right to do so was checked. */
export interface ProjectForm {
  form: Form;
  project: Project;
  user: User;
  services: Services;
  actor: Actor;
  teammate: Teammate;
}

/**
 * Reads a form of a page below a project.
 *
 * @param action what the sender must be allowed to do there
 * @throws {AppError} 403 when another site sent it or the sender's role is not enough, 413 above 10 MB
 */
export async function readProjectForm(
  { req, state }: { req: Request; state: State },
  action: Action,
): Promise<ProjectForm> {
  const { services } = state;
  const user = state.user!;
  const project = state.project!;
  const form = await readForm(req, services);
  await requireAction(services.sql, { projectId: project.id, userId: user.id, action });
  return {
    form,
    project,
    user,
    services,
    actor: { id: user.id, name: user.name, kind: "person" },
    teammate: { id: user.id, name: user.name },
  };
}
