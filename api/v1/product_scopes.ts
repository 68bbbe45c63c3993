import { z } from "zod";
import type { Db, Tx } from "../../core/db/mod.ts";
import { notFound } from "../../core/errors.ts";
import {
  createScope,
  deleteScope,
  getScope,
  listScopes,
  lockScopes,
  SCOPE_KINDS,
  scopeTree,
  updateScope,
} from "../../core/product_scopes/mod.ts";
import { input, output, pageOf } from "./components.ts";
import {
  EMPTY_CHANGE,
  expanding,
  idGiven,
  isChange,
  NOT_EMPTY,
  paging,
  text,
  time,
  words,
} from "./fields.ts";
import { type Call, operation } from "./operation.ts";
import { pageOfAll } from "./page_of_all.ts";

const tag = "Product scopes";
const params = { product_scope_id: { description: "The scope's id.", noun: "Product scope" } };
const EXPANDABLE = ["counts"] as const;

const scope = output(
  "ProductScope",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    name: z.string(),
    kind: z.enum(SCOPE_KINDS).describe(
      "A lasting part of the product, or something done for a while.",
    ),
    parent_id: z.string().nullable(),
    description: z.string().nullable(),
    position: z.int().describe("Among its siblings."),
    depth: z.int().describe("0 at the top."),
    path: z.string().describe("The names above it and its own: `Billing › Invoices`."),
    created_at: time,
    updated_at: time,
    counts: z.strictObject({
      sessions: z.int(),
      issues: z.int(),
      knowledge_sources: z.int(),
    }).optional().describe("With `expand=counts`: what belongs to it, counted up to 1,000."),
  }).describe("An area of the product, or an initiative."),
);

const scopeList = pageOf("ProductScopeList", scope);

const fields = {
  kind: z.enum(SCOPE_KINDS).optional(),
  parent_id: idGiven.nullable().optional(),
  description: text(5_000).nullable().optional(),
  position: z.int().min(0).max(1_000_000).optional(),
};

const scopeCreate = input(
  "ProductScopeCreate",
  z.strictObject({ name: words(120), ...fields }).describe("A product scope to make."),
);

const scopeUpdate = input(
  "ProductScopeUpdate",
  z.strictObject({ name: words(120).optional(), ...fields }).refine(isChange, EMPTY_CHANGE)
    .meta({
      description: "A change of a product scope; what is below it moves with it.",
      ...NOT_EMPTY,
    }),
);

async function scopesOf(db: Db, projectId: string, wants: readonly string[] | undefined) {
  return wants?.includes("counts")
    ? await listScopes(db, projectId)
    : await scopeTree(db, projectId);
}

async function readScope(db: Db, projectId: string, id: string, wants?: readonly string[]) {
  const found = (await scopesOf(db, projectId, wants)).find((one) => one.id === id);
  if (!found) throw notFound("Product scope");
  return found;
}

const list = operation({
  id: "listProductScopes",
  method: "get",
  path: "/product_scopes",
  tag,
  summary: "List product scopes",
  description: "In the order they were made; `path` and `position` tell their place in the tree.",
  scope: "read",
  query: z.strictObject({ ...paging, expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "A page of product scopes.", schema: scopeList } },
  handler: async ({ sql, projectId, query }) => {
    const scopes = await scopesOf(sql, projectId, query.expand);
    return { status: 200, body: pageOfAll(scopes, query) };
  },
});

const create = operation({
  id: "createProductScope",
  method: "post",
  path: "/product_scopes",
  tag,
  summary: "Create a product scope",
  scope: "write",
  body: scopeCreate,
  responses: { 201: { description: "The new product scope.", schema: scope } },
  example: { name: "Billing", kind: "area" },
  isVersioned: true,
  handler: async ({ db, projectId, body }) => {
    const { id } = await createScope(db, projectId, body);
    return { status: 201, body: await readScope(db, projectId, id) };
  },
});

const hold = ({ db, projectId }: Call & { db: Tx }) => lockScopes(db, projectId);

const current = ({ db, projectId, params }: Call) =>
  readScope(db, projectId, params.product_scope_id!);

const read = operation({
  id: "getProductScope",
  method: "get",
  path: "/product_scopes/{product_scope_id}",
  tag,
  summary: "Read a product scope",
  scope: "read",
  params,
  query: z.strictObject({ expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "The product scope.", schema: scope } },
  isVersioned: true,
  expandable: EXPANDABLE,
  handler: async ({ sql, projectId, params, query }) => ({
    status: 200,
    body: await readScope(sql, projectId, params.product_scope_id!, query.expand),
  }),
});

const update = operation({
  id: "updateProductScope",
  method: "patch",
  path: "/product_scopes/{product_scope_id}",
  tag,
  summary: "Change or move a product scope",
  scope: "write",
  params,
  body: scopeUpdate,
  responses: { 200: { description: "The product scope as it is now.", schema: scope } },
  example: { name: "Billing and invoices" },
  isVersioned: true,
  current,
  hold,
  handler: async (call) => {
    const { db, projectId, params, body } = call;
    await updateScope(db, projectId, params.product_scope_id!, body);
    return { status: 200, body: await current(call) };
  },
});

const remove = operation({
  id: "deleteProductScope",
  method: "delete",
  path: "/product_scopes/{product_scope_id}",
  tag,
  summary: "Delete a product scope",
  description: "What stands below it moves up.",
  scope: "write",
  params,
  query: z.strictObject({
    move_to: idGiven.optional().describe("The scope that gets what belongs to this one."),
  }),
  responses: { 204: { description: "It is deleted." } },
  current,
  hold,
  handler: async ({ db, projectId, params, query }) => {
    const { id } = await getScope(db, projectId, params.product_scope_id!);
    await deleteScope(db, projectId, id, query.move_to ?? null);
    return { status: 204 };
  },
});

/** What can be done with product scopes. */
export const productScopeOperations = [list, create, read, update, remove];
