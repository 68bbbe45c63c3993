import { useEffect } from "preact/hooks";

/** Where the reader was, kept while the page is loaded anew after a decision. */
const PLACE = "hissuno-review-place";

/**
 * The keys of the review: j and k move, a accepts, e changes, x rejects, u undoes, o opens the session.
 * They press the buttons that are there, so that everything also works without.
 */
export default function ReviewKeys() {
  useEffect(() => {
    restorePlace();
    document.addEventListener("keydown", onKey);
    document.addEventListener("submit", keepPlace);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("submit", keepPlace);
    };
  }, []);
  return null;
}

const items = () => [...document.querySelectorAll<HTMLElement>("#review-list [data-decision]")];
const current = () => document.activeElement?.closest<HTMLElement>("[data-decision]") ?? null;

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target as HTMLElement;
  if (target.matches("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") closeChange(target);
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const act = Object.hasOwn(actions, event.key.toLowerCase())
    ? actions[event.key.toLowerCase()]!
    : null;
  if (act?.()) event.preventDefault();
}

/** Each tells whether it did something. */
const actions: Record<string, () => boolean> = {
  j: () => move(1),
  k: () => move(-1),
  a: () => press('button[value="accept"]'),
  x: () => press('button[value="reject"]'),
  e: () => {
    const change = current()?.querySelector<HTMLDetailsElement>("details");
    if (!change) return false;
    change.open = true;
    change.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
    return true;
  },
  u: () => press('button[value="undo"]') || pressIn(document.querySelector("#review-last")),
  o: () => {
    const group = current()?.closest("section");
    const link = group?.querySelector<HTMLAnchorElement>("a[data-open]");
    link?.click();
    return Boolean(link);
  },
};

function move(step: number): boolean {
  const all = items();
  const place = all.indexOf(current() as HTMLElement);
  const next = all[place < 0 ? (step > 0 ? 0 : all.length - 1) : place + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function press(selector: string): boolean {
  const button = current()?.querySelector<HTMLButtonElement>(selector);
  button?.click();
  return Boolean(button);
}

function pressIn(form: Element | null): boolean {
  const button = form?.querySelector<HTMLButtonElement>('button[value="undo"]');
  button?.click();
  return Boolean(button);
}

function closeChange(field: HTMLElement): void {
  const item = field.closest<HTMLElement>("[data-decision]");
  const change = field.closest("details");
  if (change) change.open = false;
  item?.focus();
}

function keepPlace(): void {
  const place = items().indexOf(current() as HTMLElement);
  try {
    sessionStorage.setItem(PLACE, String(Math.max(0, place)));
  } catch {
    // Without storage the reader begins at the top again.
  }
}

function restorePlace(): void {
  let kept: string | null = null;
  try {
    kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
  } catch {
    return;
  }
  if (kept === null) return;
  const all = items();
  const item = all[Math.min(Number(kept), all.length - 1)];
  item?.focus();
  item?.scrollIntoView({ block: "nearest" });
}
