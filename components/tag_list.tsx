import { tagLabel } from "./labels.ts";
import { TagChip } from "./tag_chip.tsx";

/** Tags in a row. Beyond `limit` they become one "+2" chip that names the others. */
export function TagList({ tags, limit = Infinity }: { tags: string[]; limit?: number }) {
  if (tags.length === 0) return null;
  const shown = tags.length > limit ? tags.slice(0, limit) : tags;
  const rest = tags.slice(shown.length);
  return (
    <span class="tags">
      {shown.map((tag) => <TagChip key={tag} tag={tag} />)}
      {rest.length > 0 && (
        <span class="tag more" title={rest.map(tagLabel).join(", ")}>
          +{rest.length}
          <span class="visually-hidden">{` more: ${rest.map(tagLabel).join(", ")}`}</span>
        </span>
      )}
    </span>
  );
}
