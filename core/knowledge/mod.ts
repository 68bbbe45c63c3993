/** What a project knows: texts, cut into passages that answer questions and can be cited. */
export {
  createKnowledge,
  deleteKnowledge,
  getKnowledge,
  hasKnowledge,
  type KnowledgePage,
  listKnowledge,
  updateKnowledge,
} from "./knowledge.ts";
export { searchKnowledge, type SearchOptions } from "./search.ts";
export {
  CONTENT_BYTES,
  type FoundPassage,
  type HighlightPart,
  type KnowledgeSource,
  type KnowledgeSourceDetail,
  type KnowledgeSourcePatch,
  NAME_LENGTH,
  type NewKnowledgeSource,
  typedKinds,
} from "./knowledge_model.ts";
export { languageOf, questionWords } from "./words.ts";
