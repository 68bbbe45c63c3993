import { Dialog } from "../../../../../../components/dialog.tsx";
import { KeyHint } from "../../../../../../components/key_hint.tsx";

type Shortcut = [keys: string[], does: string];

const shortcutsOf = (what: string, canSelect: boolean): Shortcut[] => [
  [["J"], `Next ${what}`],
  [["K"], `Previous ${what}`],
  [["Enter"], "Open it"],
  ...(canSelect ? [[["X"], "Select it; with Shift all up to it"] as Shortcut] : []),
  [["/"], "Search"],
  [["C"], `New ${what}`],
  [["?"], "Show this"],
  [["Esc"], "Leave what is open"],
];

/** The keys of a list; its script opens it with "?". */
export function ShortcutHelp({ of = "session" }: { of?: "session" | "issue" }) {
  const shortcuts = shortcutsOf(of, of === "session");
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
