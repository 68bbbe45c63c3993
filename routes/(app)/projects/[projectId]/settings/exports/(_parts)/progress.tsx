import { numberText } from "../../../customers/(_parts)/numbers.ts";

/** How much of something is done, as a bar with its figures. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  if (total === 0) return null;
  return (
    <>
      <progress class="import-progress" max={total} value={done} aria-label={label} />
      <p class="subtle">{`${numberText(done)} of ${numberText(total)}`}</p>
    </>
  );
}
