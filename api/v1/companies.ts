import { z } from "zod";
import {
  companiesByIds,
  createCompany,
  customerKnownBy,
  deleteCompany,
  type Identity,
  listCompanies,
  lockCompany,
  readCompany,
  updateCompany,
} from "../../core/customers/mod.ts";
import type { Tx } from "../../core/db/mod.ts";
import { bulkBody, bulkResult, type Done, eachItem } from "./bulk.ts";
import {
  company,
  type CompanyCreate,
  companyCreate,
  companyList,
  companyUpdate,
} from "./company_schemas.ts";
import { page } from "./components.ts";
import { setterOf } from "./contacts.ts";
import { paging, sorting, words } from "./fields.ts";
import { type Call, operation } from "./operation.ts";
import { presentCompany } from "./present.ts";

const tag = "Companies";
const params = { company_id: { description: "The company's id.", noun: "Company" } };

/** The orders of the list, as the core calls them. */
const SORTS = {
  "-created_at": "created",
  "-last_activity_at": "activity",
  "-revenue": "revenue",
  "-contact_count": "contacts",
  name: "name",
} as const;

const list = operation({
  id: "listCompanies",
  method: "get",
  path: "/companies",
  tag,
  summary: "List companies",
  scope: "read",
  query: z.strictObject({
    ...paging,
    sort: sorting(Object.keys(SORTS) as [keyof typeof SORTS, ...(keyof typeof SORTS)[]]),
    search: words(300).optional().describe("Beginnings of words of name or domain."),
    domain: words(255).optional().describe("The company with this domain."),
    external_id: words(255).optional().describe("The company with this id of yours."),
    has_sessions: z.boolean().optional(),
    stage: words(60).optional(),
    plan: words(60).optional(),
  }),
  responses: { 200: { description: "A page of companies.", schema: companyList } },
  handler: async ({ sql, projectId, query }) => {
    const { limit, cursor, sort, domain, external_id, has_sessions, search, stage, plan } = query;
    const identities: Identity[] = [
      ...(domain === undefined ? [] : [{ kind: "domain", value: domain }]),
      ...(external_id === undefined ? [] : [{ kind: "user", value: external_id }]),
    ];
    if (identities.length > 0) {
      const ids = await Promise.all(
        identities.map((one) => customerKnownBy(sql, projectId, "company", [one])),
      );
      const [id] = ids;
      const isOne = id && ids.every((other) => other === id);
      const rows = isOne ? await companiesByIds(sql, projectId, [id]) : [];
      return { status: 200, body: page(rows.map(presentCompany), null) };
    }
    const filter = { search, stage, plan, hasSessions: has_sessions };
    const request = { limit, cursor, sort: SORTS[sort] };
    const { rows, nextCursor } = await listCompanies(sql, projectId, filter, request);
    return { status: 200, body: page(rows.map(presentCompany), nextCursor) };
  },
});

const create = operation({
  id: "createCompany",
  method: "post",
  path: "/companies",
  tag,
  summary: "Create a company",
  description: "A domain or id that another company has is refused with 409.",
  scope: "write",
  body: companyCreate,
  responses: { 201: { description: "The new company.", schema: company } },
  example: { name: "Northwind", domain: "northwind.example", plan: "pro", revenue: 12_000 },
  isVersioned: true,
  handler: async (call) => {
    const id = await createCompany(call.db, call.projectId, call.body, setterOf(call));
    return { status: 201, body: presentCompany(await readCompany(call.db, call.projectId, id)) };
  },
});

const createMany = operation({
  id: "createCompanies",
  method: "post",
  path: "/companies/bulk",
  tag,
  summary: "Create or change many companies",
  description:
    "Up to 500. One whose `external_ids` or domain are known is changed instead: what the item holds replaces what is there, domains and ids are added.",
  scope: "write",
  ...bulkBody("CompanyBulkCreate", "companies", companyCreate),
  responses: { 200: { description: "A result for each company.", schema: bulkResult } },
  example: { companies: [{ name: "Tailspin", domain: "tailspin.example" }] },
  handler: async (call) => {
    const work = (tx: Tx, item: CompanyCreate) => store(tx, call, item);
    const body = await eachItem(call.db, companyCreate, call.body.companies!, work);
    return { status: 200, body };
  },
});

/** Makes a company, or changes the one that is known by what the item names. */
async function store(tx: Tx, call: Call, item: CompanyCreate): Promise<Done> {
  const { projectId } = call;
  const externalIds = item.external_ids ?? [];
  const domains = [...(item.domain ? [item.domain] : []), ...item.domains ?? []];
  const external_id = externalIds[0]?.id ?? null;
  const known = await customerKnownBy(tx, projectId, "company", [
    ...externalIds.map(({ source, id }) => ({ kind: source, value: id })),
    ...domains.map((value) => ({ kind: "domain", value })),
  ]);
  if (known === null) {
    const id = await createCompany(tx, projectId, item, setterOf(call));
    return { status: "created", id, external_id };
  }
  const before = await readCompany(tx, projectId, known);
  await updateCompany(tx, projectId, known, {
    ...item,
    ...(item.domains ? { domains: [...new Set([...item.domains, ...before.domains])] } : {}),
    ...(item.external_ids ? { external_ids: [...before.external_ids, ...externalIds] } : {}),
  }, setterOf(call));
  const after = await readCompany(tx, projectId, known);
  const shape = (one: typeof before) => JSON.stringify({ ...presentCompany(one), updated_at: 0 });
  const status = shape(before) === shape(after) ? "unchanged" : "updated";
  return { status, id: known, external_id };
}

const hold = ({ db, projectId, params }: Call & { db: Tx }) =>
  lockCompany(db, projectId, params.company_id!);

const current = async ({ db, projectId, params }: Call) =>
  presentCompany(await readCompany(db, projectId, params.company_id!));

const read = operation({
  id: "getCompany",
  method: "get",
  path: "/companies/{company_id}",
  tag,
  summary: "Read a company",
  description: "The id of a company that was merged into another one answers the other one.",
  scope: "read",
  params,
  responses: { 200: { description: "The company.", schema: company } },
  isVersioned: true,
  handler: async (call) => ({ status: 200, body: await current(call) }),
});

const update = operation({
  id: "updateCompany",
  method: "patch",
  path: "/companies/{company_id}",
  tag,
  summary: "Change a company",
  scope: "write",
  params,
  body: companyUpdate,
  responses: { 200: { description: "The company as it is now.", schema: company } },
  example: { stage: "customer", revenue: 24_000 },
  isVersioned: true,
  current,
  hold,
  handler: async (call) => {
    const { db, projectId, params, body } = call;
    await updateCompany(db, projectId, params.company_id!, body, setterOf(call));
    return { status: 200, body: await current(call) };
  },
});

const remove = operation({
  id: "deleteCompany",
  method: "delete",
  path: "/companies/{company_id}",
  tag,
  summary: "Delete a company",
  description: "Its contacts stay, without it.",
  scope: "write",
  params,
  responses: { 204: { description: "It is deleted." } },
  current,
  hold,
  handler: async ({ db, projectId, params }) => {
    await deleteCompany(db, projectId, params.company_id!);
    return { status: 204 };
  },
});

/** What can be done with companies. */
export const companyOperations = [list, create, createMany, read, update, remove];
