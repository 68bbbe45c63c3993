import { Dialog } from "../../../../../../components/dialog.tsx";
import { KeyHint } from "../../../../../../components/key_hint.tsx";

const shortcuts: [keys: string[], does: string][] = [
  [["J"], "Next session"],
  [["K"], "Previous session"],
  [["Enter"], "Open it"],
  [["X"], "Select it; with Shift all up to it"],
  [["/"], "Search"],
  [["C"], "New session"],
  [["?"], "Show this"],
  [["Esc"], "Leave what is open"],
];

/** The keys of the list; its script opens it with "?". */
export function ShortcutHelp() {
  return (
    <Dialog id="shortcuts" title="Keyboard shortcuts">
      <dl class="shortcuts">
        {shortcuts.map(([keys, does]) => (
          <div key={does}>
            <dt>
              <span class="visually-hidden">{keys.join(" ")}</span>
              {keys.map((key) => <KeyHint key={key} keys={key} />)}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
