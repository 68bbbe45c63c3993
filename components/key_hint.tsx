/** A key of the keyboard; `/`, `Esc`, `J`. Decoration: announce shortcuts with aria-keyshortcuts. */
export function KeyHint({ keys }: { keys: string }) {
  return <kbd class="key" aria-hidden="true">{keys}</kbd>;
}
