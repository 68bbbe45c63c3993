import { classNames } from "./class_names.ts";
import { hueClass } from "./hue.ts";
import { builtInTags, tagLabel } from "./labels.ts";

/** One tag; the project's own tags get a lasting colour of their own. */
export function TagChip({ tag }: { tag: string }) {
  const label = tagLabel(tag);
  return (
    <span
      class={classNames("tag", !builtInTags.includes(tag) && hueClass(tag))}
      data-tag={tag}
      title={label}
    >
      <span class="truncate" dir="auto">{label}</span>
    </span>
  );
}
