import { check, readJson } from "../core/http/mod.ts";
import {
  createPackage,
  deletePackage,
  getPackage,
  type KnowledgePackage,
  listPackages,
  updatePackage,
} from "../core/knowledge/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { packageBody, packagePatchBody } from "./schemas/knowledge_body.ts";

/** `GET` of a project's packages, the default one first. */
export async function getPackages(c: ApiContext): Promise<Response> {
  const packages = await listPackages(c.var.services.sql, c.var.projectId);
  return c.json({ packages: packages.map(presentPackage), total: packages.length });
}

/** `POST`: adds a package. */
export async function postPackage(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(packageBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => ({
    status: 201,
    body: { package: presentPackage(await createPackage(sql, c.var.projectId, body)) },
  }));
}

/** `GET` of one package with its sources. */
export async function getOnePackage(c: ApiContext): Promise<Response> {
  const found = await getPackage(c.var.services.sql, c.var.projectId, idOf(c));
  return c.json({ package: presentPackage(found) });
}

/** `PATCH`: changes a package. */
export async function patchPackage(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(packagePatchBody, value, c.var.schemaStatus);
  const changed = await updatePackage(c.var.services.sql, c.var.projectId, idOf(c), body);
  return c.json({ package: presentPackage(changed) });
}

/** `DELETE`: removes a package; its sources stay. */
export async function removePackage(c: ApiContext): Promise<Response> {
  await deletePackage(c.var.services.sql, c.var.projectId, idOf(c));
  return c.body(null, 204);
}

function presentPackage<T extends KnowledgePackage>({ project_id: _project, ...shown }: T) {
  return shown;
}

function idOf(c: ApiContext): string {
  return c.req.param("packageId") ?? "";
}
