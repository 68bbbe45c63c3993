/**
 * The page at the current address as the server would show it now; null when it cannot be had, as
 * without a connection or after signing out.
 */
export async function fetchPage(): Promise<Document | null> {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

/** Calls `work` soon, and again at most once in `pause` milliseconds however often it is asked to. */
export function calmly(work: () => Promise<unknown> | void, pause: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isWanted = false;
  const run = async () => {
    timer = undefined;
    isBusy = true;
    isWanted = false;
    try {
      await work();
    } finally {
      timer = setTimeout(() => {
        isBusy = false;
        timer = undefined;
        if (isWanted) ask();
      }, pause);
    }
  };
  const ask = () => {
    if (isBusy) isWanted = true;
    else timer ??= setTimeout(run, 150);
  };
  return ask;
}

/**
 * Puts the parts marked with `data-live` (and an id) in place as the server shows them now. Parts
 * somebody is just using stay: those with the focus, an open menu or changed fields.
 */
export function replaceLiveParts(fresh: Document): void {
  for (const old of document.querySelectorAll<HTMLElement>("[data-live][id]")) {
    const next = fresh.getElementById(old.id);
    if (next && signatureOf(next) !== signatureOf(old) && !isInUse(old)) {
      old.replaceWith(document.adoptNode(next));
    }
  }
}

/** What an element says, whatever the reader's zone made of its times. */
export function signatureOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.classList.remove("fresh");
  for (const time of copy.querySelectorAll("time")) {
    time.textContent = "";
    time.removeAttribute("title");
  }
  for (const button of copy.querySelectorAll("[data-copy]")) button.removeAttribute("hidden");
  return copy.outerHTML;
}

function isInUse(element: HTMLElement): boolean {
  if (element.contains(document.activeElement)) return true;
  if (element.querySelector("details[open], dialog[open]")) return true;
  return [...element.querySelectorAll<HTMLInputElement>("input, textarea")].some((field) =>
    field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue
  );
}
