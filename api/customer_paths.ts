import type { ApiContext } from "./context.ts";
import {
  getContacts,
  getOneContact,
  patchContact,
  postContact,
  postContactMerge,
  postContactSplit,
  postContactUnmerge,
  removeContact,
  removeSuggestion,
} from "./customers.ts";
import {
  getCompanies,
  getOneCompany,
  patchCompany,
  postCompany,
  postCompanyMerge,
  postCompanyUnmerge,
  removeCompany,
} from "./customers_companies.ts";
import { getErasures, getPerson, postErase } from "./customers_erase.ts";
import { getImport, getImportErrors, getImports, postImport } from "./customers_import.ts";

const read = (handler: (c: ApiContext) => Promise<Response>) => ({
  action: "read" as const,
  handler,
});
const write = (handler: (c: ApiContext) => Promise<Response>) => ({
  action: "write" as const,
  handler,
});
const erase = (handler: (c: ApiContext) => Promise<Response>) => ({
  action: "erase_customers" as const,
  handler,
});

/** Contacts, below `/api/contacts` and `/api/projects/:projectId/customers`. */
export const contactPaths = {
  "": { GET: read(getContacts), POST: write(postContact) },
  "/:contactId": {
    GET: read(getOneContact),
    PATCH: write(patchContact),
    DELETE: write(removeContact),
  },
  "/:contactId/merge": { POST: write(postContactMerge) },
  "/:contactId/unmerge": { POST: write(postContactUnmerge) },
  "/:contactId/split": { POST: write(postContactSplit) },
  "/:contactId/suggestions/:otherId": { DELETE: write(removeSuggestion) },
  "/:contactId/export": { GET: erase(getPerson) },
  "/:contactId/erase": { POST: erase(postErase) },
};

/** Imports and the records of erasures, below `/api/projects/:projectId/customers` only. */
export const customerPaths = {
  "/import": { GET: read(getImports), POST: write(postImport) },
  "/import/:importId": { GET: read(getImport) },
  "/import/:importId/errors": { GET: read(getImportErrors) },
  "/erasures": { GET: erase(getErasures) },
};

/** Companies, below `/api/companies` and `/api/projects/:projectId/companies`. */
export const companyPaths = {
  "": { GET: read(getCompanies), POST: write(postCompany) },
  "/:companyId": {
    GET: read(getOneCompany),
    PATCH: write(patchCompany),
    DELETE: write(removeCompany),
  },
  "/:companyId/merge": { POST: write(postCompanyMerge) },
  "/:companyId/unmerge": { POST: write(postCompanyUnmerge) },
};
