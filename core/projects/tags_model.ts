import { BUILT_IN_TAGS } from "../contract/mod.ts";
import { conflict, invalid } from "../errors.ts";

/** The most tags a project may have beside the built-in ones. */
export const tagsMaximum = 50;
/** The longest tag, in characters. */
export const tagLength = 50;

/** The tags a project defined for itself, in its own order, out of its settings. */
export function ownTagsOf(settings: Record<string, unknown>): string[] {
  return Array.isArray(settings.tags) ? settings.tags.filter((tag) => typeof tag === "string") : [];
}

/**
 * A tag as it is stored. People write words: capitals become small, blanks and hyphens underscores.
 *
 * @throws AppError 400 when it has other characters, is empty or too long
 */
export function checkTag(value: string, field = "tag"): string {
  const tag = value.trim().toLowerCase().replace(/[\s-]+/g, "_");
  if (tag === "") throw invalid(field, "The tag is missing. Enter a word such as churn_risk.");
  if (tag.length > tagLength) {
    throw invalid(field, `The tag is too long. Use at most ${tagLength} characters.`, "too_long");
  }
  if (!/^[a-z0-9_]+$/.test(tag)) {
    throw invalid(
      field,
      "The tag has other characters. Use lower-case letters, digits and underscores.",
    );
  }
  return tag;
}

/**
 * A project's tags with one more.
 *
 * @throws AppError 400 for a bad tag or one the project has, 409 when it has too many
 */
export function withTag(tags: readonly string[], value: string, field = "tag"): string[] {
  const tag = checkTag(value, field);
  if ((BUILT_IN_TAGS as readonly string[]).includes(tag)) {
    throw invalid(field, `Every project has the tag ${tag}. Choose another name.`, "taken");
  }
  if (tags.includes(tag)) {
    throw invalid(field, `The project has the tag ${tag} already. Choose another name.`, "taken");
  }
  if (tags.length >= tagsMaximum) {
    throw conflict(`The project has ${tagsMaximum} tags of its own. Remove one of them first.`);
  }
  return [...tags, tag];
}
