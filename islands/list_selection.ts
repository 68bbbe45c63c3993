import { watchPage } from "./watch_page.ts";

/** Select all, select a stretch with Shift, and the number of what is selected. */
export function serveSelection(): () => void {
  let last: HTMLInputElement | null = null;
  const stop = watchPage("[data-select-all]", (box) => {
    if (box.hidden) box.hidden = false;
  });
  const onClick = (event: MouseEvent) => {
    const box = event.target as HTMLInputElement;
    if (box.matches?.("[data-select-all]")) {
      for (const other of boxes()) other.checked = box.checked;
    } else if (box.matches?.("tbody .box")) {
      if (event.shiftKey && last) markBetween(last, box);
      last = box;
    } else return;
    show();
  };
  document.addEventListener("click", onClick);
  show();
  return () => {
    stop();
    document.removeEventListener("click", onClick);
  };
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(".session-list tbody .box")];
}

function markBetween(one: HTMLInputElement, other: HTMLInputElement): void {
  const all = boxes();
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  for (const box of all.slice(Math.max(0, from!), to! + 1)) box.checked = other.checked;
}

function show(): void {
  const all = boxes();
  const count = all.filter(({ checked }) => checked).length;
  const title = document.querySelector("[data-selected-count]");
  if (title) title.textContent = count > 0 ? `${count} selected` : "With selected";
  const whole = document.querySelector<HTMLInputElement>("[data-select-all]");
  if (!whole) return;
  whole.checked = count > 0 && count === all.length;
  whole.indeterminate = count > 0 && count < all.length;
}
