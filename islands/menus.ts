/** Closes open menus on Esc, giving the focus back, and on a click anywhere else. */
export function serveMenus(): () => void {
  const opened = () => document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
  const onClick = (event: Event) => {
    for (const menu of opened()) {
      if (!menu.contains(event.target as Node)) menu.open = false;
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  };
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("click", onClick);
    document.removeEventListener("keydown", onKey);
  };
}
