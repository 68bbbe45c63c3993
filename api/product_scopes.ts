import { isSafeId } from "../core/access/mod.ts";
import { notFound } from "../core/errors.ts";
import { check, readJson } from "../core/http/mod.ts";
import {
  createScope,
  deleteScope,
  getScope,
  listScopes,
  type ProductScope,
  updateScope,
} from "../core/product_scopes/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { productScopeBody, productScopePatchBody } from "./schemas/product_scope_body.ts";

/** `GET` of a project's product scopes, in the order of the tree, with what belongs to each. */
export async function getProductScopes(c: ApiContext): Promise<Response> {
  const scopes = await listScopes(c.var.services.sql, c.var.projectId);
  return c.json({ scopes, total: scopes.length });
}

/** `POST`: adds a scope. */
export async function postProductScope(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(productScopeBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const scope: ProductScope = await createScope(sql, c.var.projectId, body);
    return { status: 201, body: { scope } };
  });
}

/** `GET` of one scope. */
export async function getProductScope(c: ApiContext): Promise<Response> {
  return c.json({ scope: await getScope(c.var.services.sql, c.var.projectId, scopeIdOf(c)) });
}

/** `PATCH`: renames, describes or moves a scope. */
export async function patchProductScope(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(productScopePatchBody, value, c.var.schemaStatus);
  const { services: { sql }, projectId } = c.var;
  return c.json({ scope: await updateScope(sql, projectId, scopeIdOf(c), body) });
}

/** `DELETE`: removes a scope; `?moveTo=` gives what belongs to it to another one. */
export async function removeProductScope(c: ApiContext): Promise<Response> {
  const moveTo = c.req.query("moveTo") || null;
  await deleteScope(c.var.services.sql, c.var.projectId, scopeIdOf(c), moveTo);
  return c.body(null, 204);
}

/** The scope id of the path; an odd one is as unknown as any other. */
function scopeIdOf(c: ApiContext): string {
  const id = c.req.param("scopeId");
  if (!isSafeId(id)) throw notFound("Product scope");
  return id;
}
