import type { TextSegment } from "./types.ts";

/** A text with the matches of a search marked. The text is always escaped. */
export function Highlight({ segments }: { segments: TextSegment[] }) {
  return (
    <>
      {segments.map((segment, index) =>
        segment.match ? <mark key={index}>{segment.text}</mark> : segment.text
      )}
    </>
  );
}
