/** Contacts and companies: who a conversation is with. */
export { identitiesOf, matchContact, type MatchedContact } from "./match.ts";
