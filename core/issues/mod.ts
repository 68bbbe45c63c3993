/** Issues: what conversations ask for, with their evidence, reach, priority and brief. */
export type { Asker, NoteWay } from "./asked_sql.ts";
export { BRIEF_LENGTH, type BriefModel, type MadeBrief, makeBrief, writeBrief } from "./brief.ts";
export { csvCell, csvHead, csvLines } from "./csv.ts";
export {
  type AskingCompany,
  type Evidence,
  type Quote,
  selectAskingCompanies,
  selectNewestQuotes,
} from "./evidence_sql.ts";
export { type EvidencePage, listEvidence } from "./evidence.ts";
export {
  ISSUE_SORTS,
  type IssueFilter,
  issueFilterQuery,
  issueQuery,
  type IssueSort,
  MAX_ISSUES,
} from "./filter.ts";
export { type IssueChange, selectChanges } from "./history_sql.ts";
export {
  closeIssue,
  createIssue,
  deleteIssue,
  getIssue,
  reopenIssue,
  updateIssue,
} from "./issues.ts";
export { lockIssues } from "./issues_sql.ts";
export {
  type BriefSource,
  type Closing,
  CLOSINGS,
  isOpen,
  type Issue,
  ISSUE_STATUSES,
  ISSUE_TYPES,
  type IssueActor,
  type IssuePatch,
  type IssueStatus,
  type IssueType,
  type LinkedBy,
  type NewIssue,
  TITLE_LENGTH,
} from "./issues_model.ts";
export {
  type GivenQuote,
  type LinkResult,
  linkSession,
  type NewLink,
  removeQuote,
  unlinkSession,
} from "./links.ts";
export { selectSessionIssues, type SessionIssue } from "./links_sql.ts";
export { ISSUE_COUNT_CAP, type IssuePage, listIssues } from "./list.ts";
export { mergeIssue, splitIssue } from "./merge.ts";
export { type AskerPage, listAskers, NOTE_LENGTH, noteText, sendNote } from "./notes.ts";
export {
  type Priority,
  PRIORITY_LEVELS,
  type PriorityLevel,
  priorityOf,
  type PriorityPart,
} from "./priority.ts";
export { QUOTE_LENGTH, verbatim } from "./quote.ts";
export { recountIfMarked, recountMarked } from "./recount.ts";
export { type SimilarIssue, similarIssues } from "./similar.ts";
