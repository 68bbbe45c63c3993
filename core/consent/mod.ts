/** Connecting a source by consent at its provider, instead of by pasted tokens. */
export { beginConsent, type ConsentRequest } from "./begin.ts";
export { ConsentFailed, type ConsentPlace } from "./consent_model.ts";
export { deleteConsentsBefore } from "./consent_sql.ts";
export { type ConsentAnswer, type Consented, finishConsent } from "./finish.ts";
