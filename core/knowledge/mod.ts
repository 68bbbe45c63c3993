/** What a project knows: texts, cut into passages that answer questions and can be cited. */
export type { KnowledgeDocument } from "./documents_sql.ts";
export { embedHandlers, requestEmbedding, requestMissingEmbeddings } from "./embed.ts";
export type { Embedder } from "./embedder.ts";
export { FILE_KINDS } from "./formats/file_format.ts";
export {
  createKnowledge,
  deleteKnowledge,
  getKnowledge,
  hasKnowledge,
  type KnowledgePage,
  listKnowledge,
  updateKnowledge,
} from "./knowledge.ts";
export { countSources, lockKnowledge } from "./knowledge_sql.ts";
export {
  CONTENT_BYTES,
  type FoundPassage,
  type FoundReason,
  type HighlightPart,
  type KnowledgeSource,
  type KnowledgeSourceDetail,
  type KnowledgeSourcePatch,
  type KnowledgeStatus,
  NAME_LENGTH,
  type NewKnowledgeSource,
  typedKinds,
} from "./knowledge_model.ts";
export {
  checkPackageIds,
  createPackage,
  deletePackage,
  getPackage,
  type KnowledgePackageDetail,
  listPackages,
  type PackageInput,
  setPackagesOf,
  updatePackage,
} from "./packages.ts";
export {
  packagesFor,
  packagesOfSession,
  type PackageUsers,
  usersOfPackage,
} from "./package_choice.ts";
export { DEFAULT_PACKAGE, type KnowledgePackage, selectPackagesOf } from "./packages_sql.ts";
export { createReader, type KnowledgeReader, type ReaderOptions } from "./reading/reader.ts";
export { searchKnowledge, type SearchOptions } from "./search.ts";
export {
  type NewReadSource,
  PAGES_MAXIMUM,
  type ReadKind,
  readKinds,
  type ReadSourcePatch,
  type Schedule,
  schedules,
  type SourceSettings,
  websiteModes,
} from "./source_settings.ts";
export {
  createSource,
  type DocumentPage,
  isReadKind,
  listDocuments,
  refreshSource,
  retryDocument,
  startDueSources,
  stopSource,
  updateSource,
  UPLOAD_BYTES,
  type UploadedFile,
} from "./sources.ts";
export { contentWords, languageOf, normalize, questionWords } from "./words.ts";
