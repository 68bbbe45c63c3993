/** Accounts, members, keys and limits: who may do what. */
export {
  Accounts,
  type AccountsOptions,
  createAccounts,
  type SignIn,
  type Visitor,
} from "./accounts.ts";
export { deleteExpired, hasUsers, type SignedIn, type User } from "./accounts_sql.ts";
export {
  authenticateKey,
  checkChosenKey,
  createKey,
  keyOf,
  keyUsesNoted,
  listKeys,
  type NewKey,
  revokeKey,
  setKeyAddresses,
} from "./api_keys.ts";
export {
  type ApiKey,
  bearerOf,
  checkScope,
  type KeyIdentity,
  keyMinimum,
  type Scope,
  scopeAllows,
  scopes,
} from "./api_keys_model.ts";
export { clientIp } from "./client_ip.ts";
export { emailMaximum, isSafeId, passwordMaximum, passwordMinimum } from "./identity.ts";
export {
  addressesPerKey,
  addressRefused,
  checkAddresses,
  isAddressAllowed,
} from "./key_addresses.ts";
export { checkOverlap, type Overlap, overlaps, type Rotated, rotateKey } from "./key_rotation.ts";
export { type KeyCall, KeyUsage } from "./key_usage.ts";
export {
  errorRate,
  forgetOldUsage,
  type KeyUsageReport,
  readKeyUsage,
  readUsageRange,
  requestsOfKeys,
  type UsageRange,
  usageRanges,
} from "./key_usage_read.ts";
export type { UsageNumbers } from "./key_usage_sql.ts";
export { KeyCache, keyCache, listenForRevokedKeys, revokedKeysChannel } from "./key_cache.ts";
export {
  addMember,
  changeRole,
  checkRole,
  listMembers,
  type MemberChange,
  projectsOfUser,
  removeMember,
  requireAction,
  roleOf,
  setMemberActive,
} from "./members.ts";
export type { Member, Membership } from "./members_sql.ts";
export {
  planLimits,
  rateHeaders,
  RateLimiter,
  type RateResult,
  type RateSubject,
} from "./rate_limit.ts";
export { type Action, can, isRole, mayAssign, type Role, roles } from "./roles.ts";
export { assertSameOrigin } from "./same_origin.ts";
export {
  type AccessContext,
  isSetupOpen,
  issueSetupToken,
  redeemSetup,
  type Setup,
} from "./setup.ts";
export { defaultThrottle, type ThrottleLimits } from "./sign_in_throttle.ts";
export { createOwnedProject, deleteOwnedProject, updateOwnedProject } from "./owned_projects.ts";
export { type Bootstrap, bootstrap, type BootstrapSettings, checkBootstrap } from "./bootstrap.ts";
export {
  acceptAsNewUser,
  acceptAsUser,
  createInvitation,
  listInvitations,
  openInvitation,
  revokeInvitation,
} from "./invitations.ts";
export type { Invitation, OpenInvitation } from "./invitations_sql.ts";
export { createResetLink, openResetLink, redeemResetLink } from "./reset_links.ts";
export { type Command, usage } from "./admin_commands/command.ts";
export { chosenProject, projectFlag } from "./admin_commands/projects.ts";
export { adminCommands, type AdminResult, runAdmin } from "./admin_commands/run.ts";
