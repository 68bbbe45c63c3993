/** Contacts and companies: who a conversation is with. */
export { saveContact, type TypedContact } from "./edit.ts";
export { identitiesOf, matchContact, type MatchedContact } from "./match.ts";
export { companyName, type Contact, getContact } from "./read_sql.ts";
export { noted, searchWords } from "./customer_model.ts";
