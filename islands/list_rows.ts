import { fetchPage, signatureOf } from "./page_refresh.ts";

const LIST = "session-list";

/** Whether rows are ticked; the list then stays as it is under the reader's hands. */
export function hasSelection(): boolean {
  return document.querySelector(`#${LIST} tbody .box:checked`) !== null;
}

/** Brings the rows of the list up to date, lighting up those that are new or changed. */
export async function refreshList(): Promise<void> {
  const fresh = await fetchPage();
  const next = fresh?.getElementById(LIST);
  const list = document.getElementById(LIST);
  if (!next || !list || hasSelection()) return;
  const [rows, nextRows] = [list.querySelector("tbody"), next.querySelector("tbody")];
  // With the first session, and after the last one, the whole page is another one.
  if (!rows || !nextRows) {
    if (Boolean(rows) !== Boolean(nextRows)) location.reload();
    return;
  }
  putRows(rows, nextRows);
  const [pages, nextPages] = [list.querySelector(".pagination"), next.querySelector(".pagination")];
  if (pages && nextPages) pages.replaceWith(document.adoptNode(nextPages));
}

function putRows(body: HTMLElement, next: HTMLElement): void {
  const known = new Map(rowsOf(body).map((row) => [row.dataset.session, row]));
  const focused = (document.activeElement?.closest("[data-session]") as HTMLElement | null)
    ?.dataset.session;
  const rows = rowsOf(next).map((row) => {
    const old = known.get(row.dataset.session);
    if (old && signatureOf(old) === signatureOf(row)) {
      old.classList.remove("fresh");
      return old;
    }
    row.classList.add("fresh");
    return document.adoptNode(row);
  });
  body.replaceChildren(...rows);
  const isLost = focused && !body.contains(document.activeElement);
  if (isLost) {
    body.querySelector<HTMLElement>(`[data-session="${CSS.escape(focused)}"] .row-link`)?.focus();
  }
}

function rowsOf(body: HTMLElement): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>("tr[data-session]")];
}
