import { Fragment } from "preact";
import type { TextSegment } from "./types.ts";

/** A text with the matches of a search marked. The text is always escaped. */
export function Highlight({ segments }: { segments: TextSegment[] }) {
  return (
    <>
      {segments.map((segment, index) =>
        segment.match
          ? <mark key={index}>{segment.text}</mark>
          // A bare string in a list would be escaped twice by the precompiled JSX.
          : <Fragment key={index}>{segment.text}</Fragment>
      )}
    </>
  );
}
