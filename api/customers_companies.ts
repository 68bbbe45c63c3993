import {
  createCompany,
  deleteCompany,
  issuesOfCustomer,
  listCompanies,
  readCompany,
  selectIdentities,
  sessionsOfCustomer,
  updateCompany,
} from "../core/customers/mod.ts";
import { check, readJson } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { customerIdOf, merge, pageBody, setterOf, unmerge } from "./customers.ts";
import { once } from "./idempotency.ts";
import { companyBody, companyPatchBody, companyQuery } from "./schemas/customer_body.ts";
import { queryOf } from "./schemas/session_query.ts";

/** How many sessions and issues one company shows. */
const SHOWN = 50;

/** `GET` of a project's companies. */
export async function getCompanies(c: ApiContext): Promise<Response> {
  const { limit, cursor, sort, ...filter } = check(companyQuery, queryOf(c.req.url));
  const { services: { sql }, projectId } = c.var;
  const page = await listCompanies(sql, projectId, filter, { limit, cursor, sort });
  return c.json(pageBody(c, "companies", page));
}

/** `POST`: adds a company. */
export async function postCompany(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(companyBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const id = await createCompany(sql, c.var.projectId, body, setterOf(c));
    return { status: 201, body: { company: await readCompany(sql, c.var.projectId, id) } };
  });
}

/** `GET` of one company: what it is recognised by, and what its people said. */
export async function getOneCompany(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const company = await readCompany(sql, projectId, customerIdOf(c, "company"));
  const [identities, sessions, issues] = await Promise.all([
    selectIdentities(sql, projectId, "company", company.id),
    sessionsOfCustomer(sql, projectId, "company", company.id, SHOWN),
    issuesOfCustomer(sql, projectId, "company", company.id, SHOWN),
  ]);
  return c.json({ company: { ...company, identities, sessions, issues } });
}

/** `PATCH`: changes a company. */
export async function patchCompany(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(companyPatchBody, value, c.var.schemaStatus);
  const { services: { sql }, projectId } = c.var;
  const id = customerIdOf(c, "company");
  await updateCompany(sql, projectId, id, body, setterOf(c));
  return c.json({ company: await readCompany(sql, projectId, id) });
}

/** `DELETE`: removes a company; its contacts stay, without it. */
export async function removeCompany(c: ApiContext): Promise<Response> {
  await deleteCompany(c.var.services.sql, c.var.projectId, customerIdOf(c, "company"));
  return new Response(null, { status: 204 });
}

/** `POST`: makes another company a part of this one. */
export async function postCompanyMerge(c: ApiContext): Promise<Response> {
  return await merge(c, "company", readCompany);
}

/** `POST`: takes a merge apart. */
export async function postCompanyUnmerge(c: ApiContext): Promise<Response> {
  return await unmerge(c, "company", readCompany);
}
