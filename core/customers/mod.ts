/** Contacts and companies: who a conversation is with. */
export { createCompany, deleteCompany, readCompany, updateCompany } from "./companies.ts";
export {
  companiesByIds,
  companyChoices,
  type CompanyRecord,
  companyValues,
  lockCompany,
} from "./companies_sql.ts";
export { createContact, deleteContact, readContact, updateContact } from "./contacts.ts";
export { type ContactRecord, contactsByIds, lockContact } from "./contacts_sql.ts";
export {
  companyDomain,
  type CustomerKind,
  type Identity,
  LENGTHS,
  noted,
  type Provenance,
  type ReasonedIdentity,
  searchQuery,
  searchWords,
  type Setter,
} from "./customer_model.ts";
export { selectIdentities } from "./customers_sql.ts";
export { saveContact, type TypedContact } from "./edit.ts";
export { findCompany, findContact, type FoundByWords } from "./find.ts";
export type { CompanyInput, ContactInput, ExternalId, FieldValue } from "./input.ts";
export {
  COMPANY_SORTS,
  type CompanySort,
  CONTACT_SORTS,
  type ContactSort,
  CUSTOMER_COUNT_CAP,
  type CustomerPage,
  listCompanies,
  listContacts,
  MOST_ROWS,
} from "./list.ts";
export type { CompanyFilter, ContactFilter } from "./list_sql.ts";
export { customerKnownBy } from "./known.ts";
export { identitiesOf, matchContact, type MatchedContact } from "./match.ts";
export { mergeCustomers, unmergeCustomers } from "./merge.ts";
export { choiceFields, type MergeChoices } from "./merge_model.ts";
export { type MergeRecord, selectMerges } from "./merge_sql.ts";
export { companyName, type Contact, getContact } from "./read_sql.ts";
export { splitIdentity } from "./split.ts";
export { countSessionsBy } from "./split_sql.ts";
export { dismissPair, selectSuggestions, type Suggestion } from "./suggestions_sql.ts";
export {
  issuesOfCustomer,
  sessionsOfCustomer,
  type TimelineIssue,
  type TimelineSession,
} from "./timeline_sql.ts";
export { csvCell, csvLine } from "./csv_cell.ts";
export {
  checkMapping,
  type ColumnMapping,
  guessColumns,
  IMPORT_FIELDS,
  type ImportField,
} from "./import/columns.ts";
export { errorsCsv } from "./import/errors_csv.ts";
export {
  cancelImport,
  discardImport,
  IMPORT_JOB,
  type ImportFile,
  readImport,
  startImport,
  uploadImport,
} from "./import/imports.ts";
export {
  type CustomerImport,
  deleteRowsBefore,
  type FailedRow,
  failedRows,
  type ImportStatus,
  rowsAfter,
  selectImports,
} from "./import/imports_sql.ts";
export { type ImportFormat, MOST_IMPORT_BYTES, MOST_IMPORT_ROWS } from "./import/read_file.ts";
export { importHandler, workOff } from "./import/run.ts";
export { type FormFile, formFile } from "./import/form_file.ts";
export { eraseContact, recordHash, subjectHash } from "./erase/erase.ts";
export { type Erasure, isErasedConversation, selectErasures } from "./erase/erase_sql.ts";
export { exportPerson } from "./erase/export.ts";
export { currencyOf, setCurrency } from "./currency.ts";
