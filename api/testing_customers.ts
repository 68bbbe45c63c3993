/** How the tests of all routes call those of contacts and companies. */
import { newId } from "../core/id.ts";
import type { TestApi } from "./testing.ts";

const contact = { name: "From a stranger", title: "CTO" };
const company = { name: "From a stranger", plan: "pro" };

const contacts = {
  "GET ": undefined,
  "POST ": contact,
  "GET /:contactId": undefined,
  "PATCH /:contactId": contact,
  "DELETE /:contactId": undefined,
  "POST /:contactId/merge": { other_id: "<contact>" },
  "POST /:contactId/unmerge": { merge_id: "<merge>" },
  "POST /:contactId/split": { kind: "zendesk", value: "<id>" },
  "DELETE /:contactId/suggestions/:otherId": undefined,
  "GET /:contactId/export": undefined,
  "POST /:contactId/erase": { conversations: "delete" },
};

const companies = {
  "GET ": undefined,
  "POST ": company,
  "GET /:companyId": undefined,
  "PATCH /:companyId": company,
  "DELETE /:companyId": undefined,
  "POST /:companyId/merge": { other_id: "<company>" },
  "POST /:companyId/unmerge": { merge_id: "<company merge>" },
};

function below(path: string, bodies: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(bodies).map(([name, body]) => {
      const [method, rest] = name.split(" ");
      return [`${method} ${path}${rest}`, body];
    }),
  );
}

/** Bodies by method and path. */
export const customerBodies: Record<string, unknown> = {
  ...below("/contacts", contacts),
  ...below("/customers", contacts),
  ...below("/companies", companies),
  "GET /customers/import": undefined,
  "POST /customers/import": { customers: [{ email: "stranger@example.com" }] },
  "GET /customers/import/:importId": undefined,
  "GET /customers/import/:importId/errors": undefined,
  "GET /customers/erasures": undefined,
};

/** Whether a route of customers is for those who may erase them. */
export function isOfErasers(path: string): boolean {
  return /\/(export|erase|erasures)$/.test(path);
}

/** Ids of customers with texts nobody else may see. */
export interface CustomerThings {
  contactId: string;
  otherId: string;
  companyId: string;
  importId: string;
  /** What stands for ids in the bodies. */
  words: Record<string, string>;
}

/** Nobody, for routes that need none. */
export const noCustomer: CustomerThings = {
  contactId: "",
  otherId: "",
  companyId: "",
  importId: "",
  words: {},
};

/** Confidential contacts, companies, merges and an import: those that the routes of `path` need. */
export async function secretCustomer(api: TestApi, path: string): Promise<CustomerThings> {
  const base = `/api/projects/${api.projectId}`;
  const id = newId("req");
  const isAll = !path.startsWith("/api");
  const needs = (...parts: string[]) => isAll || parts.some((part) => path.includes(part));
  const add = async (kind: string, ids: object[] = []) =>
    Object.values(
      (await api.post(`${base}/${kind}`, { name: "Confidential", external_ids: ids }))
        .body as object,
    )[0].id as string;
  const merge = async (kind: string, kept: string) => {
    if (!needs("unmerge")) return "";
    const body = { other_id: await add(kind) };
    return (await api.post(`${base}/${kind}/${kept}/merge`, body)).body.merge_id as string;
  };
  const ids = [{ source: "zendesk", id }, { source: "user", id }];
  const contactId = needs(":contactId") ? await add("customers", ids) : "";
  const otherId = needs(":otherId", "/merge") ? await add("customers") : "";
  const companyId = needs(":companyId") ? await add("companies") : "";
  const secondId = needs("companies/:companyId/merge") ? await add("companies") : "";
  const customers = [{ email: "confidential" }];
  const imported = needs(":importId")
    ? await api.post(`${base}/customers/import`, { customers })
    : null;
  return {
    contactId,
    otherId,
    companyId,
    importId: imported?.body.import.id ?? "",
    words: {
      "<contact>": otherId,
      "<company>": secondId,
      "<id>": id,
      "<merge>": contactId && await merge("customers", contactId),
      "<company merge>": companyId && await merge("companies", companyId),
    },
  };
}
