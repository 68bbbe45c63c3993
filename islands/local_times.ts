import { type TimeFormat, timeText } from "../components/time_text.ts";
import { watchPage } from "./watch_page.ts";

const MINUTE = 60_000;

/** Writes all times of the page in the reader's zone, and keeps "5m ago" true. */
export function serveLocalTimes(): () => void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const write = (element: HTMLElement) => {
    const at = Date.parse((element as HTMLTimeElement).dateTime);
    if (Number.isNaN(at)) return;
    const format = element.dataset.time as TimeFormat;
    setText(element, timeText(at, format, Date.now(), zone));
    const title = timeText(at, "full", undefined, zone);
    if (element.title !== title) element.title = title;
  };
  const stop = watchPage("time[data-time]", write);
  const timer = setInterval(() => {
    document.querySelectorAll<HTMLElement>('time[data-time="relative"]').forEach(write);
  }, MINUTE);
  return () => {
    stop();
    clearInterval(timer);
  };
}

// The text node itself stays: islands that rendered it may change it later.
function setText(element: HTMLElement, text: string): void {
  const node = element.firstChild;
  if (!(node instanceof Text)) element.textContent = text;
  else if (node.data !== text) node.data = text;
}
