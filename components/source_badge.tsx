import { classNames } from "./class_names.ts";
import { hueClass } from "./hue.ts";
import { Icon, type IconName } from "./icon.tsx";
import { builtInSources, sourceLabel } from "./labels.ts";
import { firstCharacter } from "./truncate.ts";

const icons: Record<string, IconName> = { widget: "feedback", api: "code", manual: "pencil" };

/** Where a session came from: a sign in the source's colour and its name. Any plugin id is fine. */
export function SourceBadge({ source, name }: { source: string; name?: string }) {
  const label = name || sourceLabel(source) || "Unknown";
  const icon = Object.hasOwn(icons, source) ? icons[source] : undefined;
  return (
    <span class="source" title={label}>
      <span
        class={classNames("source-icon", !builtInSources.includes(source) && hueClass(source))}
        data-source={source}
        aria-hidden="true"
      >
        {icon ? <Icon name={icon} size={12} /> : firstCharacter(label)}
      </span>
      <span class="truncate">{label}</span>
    </span>
  );
}
