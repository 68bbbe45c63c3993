/** Sessions and their messages: the one door in, lists, search, changes and ownership. */
export { appendMessage } from "./append.ts";
export { deleteMessage, deleteSourceMessage, editMessage } from "./delete_message.ts";
export { deleteTombstonesBefore } from "./delete_message_sql.ts";
export { lockSession as holdSession } from "./ingest_sql.ts";
export { closeIdleSessions } from "./idle.ts";
export { isCounted, type ListOrder, orderOf, type SessionFilter } from "./filter.ts";
export { ingest, type IngestScope } from "./ingest.ts";
export { type KeysetRequest, pageOfSessions } from "./keyset.ts";
export { sessionIdByExternalId } from "./keyset_sql.ts";
export { COUNT_CAP, listSessions, type PageRequest, type SessionPage } from "./list.ts";
export {
  type AgentAnswer,
  handBack,
  reply,
  replyAs,
  requestHuman,
  storeAnswer,
  takeOver,
  takeOverAs,
  type Teammate,
  type TeammateElsewhere,
} from "./ownership.ts";
export {
  getMessage,
  getSession,
  listMessages,
  messageByExternalId,
  messagePage,
  messagesBetween,
  sessionOfVisitor,
  sessionsOfVisitor,
  sourceStats,
} from "./read_sql.ts";
export { addNote } from "./note.ts";
export { filterQuery, MAX_LIMIT, queryOf, sessionQuery } from "./query.ts";
export { enqueueSends } from "./send_out.ts";
export { isAnsweredElsewhere } from "./send_out_sql.ts";
export {
  excerptsOf,
  highlight,
  type SearchWord,
  searchWords,
  type TextSegment,
} from "./excerpt.ts";
export { parseQuery } from "./search_sql.ts";
export { projectTags } from "./tags.ts";
export {
  type Actor,
  deleteByExternalId,
  deleteSession,
  type SessionPatch,
  updateSession,
  updateSessions,
} from "./update.ts";
