/** Visitors whose page has proven who they are. */
export { type ClaimedUser, type ProvenUser, provenUser } from "./signature.ts";
export { requiresProof } from "./settings.ts";
export { identitySecretState, rotateIdentitySecret, verifyVisitor } from "./visitors.ts";
export { removeSecret, selectVerifiedUser, setVerifiedUser } from "./visitors_sql.ts";
