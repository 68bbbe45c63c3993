/** Product scopes: the tree of areas and initiatives that sessions, issues and knowledge belong to. */
export {
  createScope,
  deleteScope,
  getScope,
  listScopes,
  scopeIdsBelow,
  scopeTree,
  setKnowledgeScopes,
  setScopeKnowledge,
  setSessionScopes,
  shiftScope,
  updateScope,
} from "./scopes.ts";
export {
  COUNT_CAP,
  type NewScope,
  type ProductScope,
  SCOPE_KINDS,
  SCOPE_NAME_LENGTH,
  type ScopeCounts,
  type ScopeKind,
  type TreeScope,
} from "./scopes_model.ts";
export {
  lockScopes,
  selectKnowledgeScopes,
  selectScopeKnowledge,
  selectSessionScopes,
} from "./scopes_sql.ts";
