import { Icon } from "./icon.tsx";
import { safeUrl } from "./safe_url.ts";
import type { MessageAttachment } from "./types.ts";

/** A size in bytes as people read it: 812 B, 14 KB, 2.5 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The files that came with a message: name, size, and a link where there is an address. */
export function AttachmentList({ attachments }: { attachments: MessageAttachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul class="sources" aria-label="Attachments">
      {attachments.map((file, index) => {
        const url = safeUrl(file.url);
        return (
          <li key={index}>
            <Icon name="attachment" size={12} />
            {url
              ? (
                <a
                  class="truncate"
                  href={url}
                  rel="noopener noreferrer nofollow ugc"
                  target="_blank"
                  dir="auto"
                >
                  {file.name}
                </a>
              )
              : <span class="truncate" dir="auto">{file.name}</span>}
            {file.size !== null && <span class="subtle">{sizeText(file.size)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
