/** Projects: the tenants of an installation. */
export {
  createProject,
  deleteProject,
  findProject,
  listProjects,
  type NewProject,
  projectOf,
  type ProjectPatch,
  updateProject,
} from "./projects.ts";
export { checkPlan, isPlan, type Plan, plans, type Project } from "./projects_model.ts";
export { addTag, removeTag, tagUses, tagUsesMaximum } from "./tags.ts";
export { ownTagsOf, tagLength, tagsMaximum } from "./tags_model.ts";
