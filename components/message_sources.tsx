import { Icon } from "./icon.tsx";
import { safeUrl } from "./safe_url.ts";
import type { MessageSource } from "./types.ts";

/** Where an answer comes from, under the answer. */
export function MessageSources({ sources }: { sources: MessageSource[] }) {
  if (sources.length === 0) return null;
  return (
    <ul class="sources" aria-label="Sources">
      {sources.map((source, index) => {
        const url = safeUrl(source.url);
        return (
          <li key={index}>
            <Icon name="page" size={12} />
            {url
              ? (
                <a class="truncate" href={url} rel="noopener noreferrer" target="_blank" dir="auto">
                  {source.title}
                </a>
              )
              : <span class="truncate" dir="auto">{source.title}</span>}
          </li>
        );
      })}
    </ul>
  );
}
