import { ROW } from "./list_keys.ts";
import { fetchPage, signatureOf } from "./page_refresh.ts";

/** The list of a page, of sessions or of anything else. */
const LIST = ".session-list";

/** Whether rows are ticked; the list then stays as it is under the reader's hands. */
export function hasSelection(): boolean {
  return document.querySelector(`${LIST} tbody .box:checked`) !== null;
}

/** Brings the rows of the list up to date, lighting up those that are new or changed. */
export async function refreshList(): Promise<void> {
  const fresh = await fetchPage();
  const next = fresh?.querySelector<HTMLElement>(LIST);
  const list = document.querySelector<HTMLElement>(LIST);
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
  const known = new Map(rowsOf(body).map((row) => [idOf(row), row]));
  const focusedRow = document.activeElement?.closest<HTMLElement>(ROW);
  const focused = focusedRow && idOf(focusedRow);
  const rows = rowsOf(next).map((row) => {
    const old = known.get(idOf(row));
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
    rowsOf(body).find((row) => idOf(row) === focused)?.querySelector<HTMLElement>(".row-link")
      ?.focus();
  }
}

function rowsOf(body: HTMLElement): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>(ROW)];
}

const idOf = ({ dataset }: HTMLElement) => dataset.session ?? dataset.row;
