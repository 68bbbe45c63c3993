/** A row of any list that is moved through. */
export const ROW = "tr:is([data-session], [data-row])";

/**
 * The keys of a list: j and k move, x selects, / searches, c begins a new one, ? explains.
 * Moving is moving the focus, so Enter opens by itself.
 */
export function serveListKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") (event.target as HTMLElement).blur();
      return;
    }
    const act = actions[event.key] ?? actions[event.key.toLowerCase()];
    if (act?.(event)) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

/** Each tells whether it did something. */
const actions: Record<string, (event: KeyboardEvent) => boolean> = {
  j: () => move(1),
  k: () => move(-1),
  x: (event) => {
    const box = currentRow()?.querySelector<HTMLInputElement>(".box");
    // A click, not a change of the property: it counts, and with Shift marks a stretch.
    box?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
    return box !== null && box !== undefined;
  },
  "/": () => {
    const search = document.querySelector<HTMLInputElement>("#filter-search");
    search?.focus();
    search?.select();
    return search !== null;
  },
  c: () => {
    const link = document.querySelector<HTMLAnchorElement>(
      '.page-header :is(a[href$="/sessions/new"], a[href$="/issues/new"])',
    );
    link?.click();
    return link !== null;
  },
  "?": () => {
    document.querySelector<HTMLDialogElement>("dialog#shortcuts")?.showModal();
    return true;
  },
};

function move(step: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(`.session-list ${ROW}`)];
  const current = rows.indexOf(currentRow() as HTMLElement);
  const next = rows[current < 0 ? (step > 0 ? 0 : rows.length - 1) : current + step];
  const link = next?.querySelector<HTMLElement>(".row-link");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return link !== null && link !== undefined;
}

function currentRow(): Element | null {
  return document.activeElement?.closest(ROW) ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    target.matches(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]',
    );
}
