import { assertSameOrigin, requireAction } from "../../../../../../core/access/mod.ts";
import { isMultipart, readMultipart } from "../../../../../../core/http/mod.ts";
import { UPLOAD_BYTES, type UploadedFile } from "../../../../../../core/knowledge/mod.ts";
import type { Project } from "../../../../../../core/projects/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import type { State } from "../../../../../../server/state.ts";
import type { Form } from "../../../../../(_common)/form.ts";
import { readProjectForm } from "../../(_parts)/person.ts";

/** A form with or without a file, after the sender's right was checked. */
export interface UploadForm {
  form: Form;
  /** What was chosen as `file`, or null. */
  file: UploadedFile | null;
  services: Services;
  project: Project;
}

/**
 * Reads a form of the knowledge's pages, also one with a file.
 *
 * @throws {AppError} 403 when another site sent it or the sender may not write, 413 above 20 MB
 */
export async function readUploadForm(ctx: { req: Request; state: State }): Promise<UploadForm> {
  if (!isMultipart(ctx.req)) {
    const { form, services, project } = await readProjectForm(ctx, "write");
    return { form, file: null, services, project };
  }
  const { services, project, user } = ctx.state;
  assertSameOrigin(ctx.req, services.publicUrl);
  // Before the file is read: nobody uploads what they may not.
  await requireAction(services.sql, {
    projectId: project!.id,
    userId: user!.id,
    action: "write",
  });
  const { fields, files } = await readMultipart(ctx.req, UPLOAD_BYTES);
  const first = (name: string) => fields.get(name)?.[0] ?? "";
  const form: Form = {
    text: (name) => first(name).trim(),
    raw: first,
    all: (name) => fields.get(name) ?? [],
    has: (name) => fields.has(name),
  };
  return { form, file: files.get("file") ?? null, services, project: project! };
}
