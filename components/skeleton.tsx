const widths = ["", " medium", " short"];

/** Grey lines in the place of what is loading. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div class="skeleton-lines" role="status" aria-label="Loading">
      {Array.from(
        { length: lines },
        (_, index) => <span key={index} class={`skeleton${widths[index % widths.length]}`} />,
      )}
    </div>
  );
}
