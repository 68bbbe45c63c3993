import { watchPage } from "./watch_page.ts";

const SHOWN_MILLISECONDS = 2_000;

/** Shows the copy buttons, which need a script, and lets them copy. */
export function serveCopyButtons(): () => void {
  const stop = watchPage("button[data-copy]", (button) => {
    if (button.hidden) button.hidden = false;
  });
  const onClick = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>("button[data-copy]");
    if (button) copy(button);
  };
  document.addEventListener("click", onClick);
  return () => {
    stop();
    document.removeEventListener("click", onClick);
  };
}

async function copy(button: HTMLElement): Promise<void> {
  const text = button.dataset.copy ?? "";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https browsers allow no clipboard: mark the text, so that Ctrl+C takes it.
    const shown = button.parentElement?.querySelector("pre, input");
    if (shown) getSelection()?.selectAllChildren(shown);
    tell(button, "Press Ctrl+C to copy");
    return;
  }
  tell(button, "Copied");
}

function tell(button: HTMLElement, text: string): void {
  const before = button.dataset.label ??= button.ariaLabel ?? "Copy";
  button.ariaLabel = button.title = text;
  button.dataset.copied = text;
  setTimeout(() => {
    button.ariaLabel = button.title = before;
    delete button.dataset.copied;
  }, SHOWN_MILLISECONDS);
}
