import { fill, type Strings } from "./strings.ts";

const dayOf = (time: Date) => new Date(time.getFullYear(), time.getMonth(), time.getDate());

/** Whether two times fall on the same day of the visitor's calendar. */
export function sameDay(one: string, other: string): boolean {
  return +dayOf(new Date(one)) === +dayOf(new Date(other));
}

/** The day as a separator shows it: today, yesterday, or the date. */
export function dayLabel(time: string, strings: Strings, locale: string, now = new Date()): string {
  const date = new Date(time);
  const days = Math.round((+dayOf(now) - +dayOf(date)) / 86_400_000);
  if (days === 0) return strings.today;
  if (days === 1) return strings.yesterday;
  return date.toLocaleDateString(locale, {
    weekday: days > 0 && days < 7 ? "long" : undefined,
    day: "numeric",
    month: "long",
    year: date.getFullYear() === now.getFullYear() ? undefined : "numeric",
  });
}

/** Hours and minutes as the visitor's browser writes them. */
export function clockTime(time: string): string {
  return new Date(time).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

/** How long ago, in one short word; older than a day: the date. */
export function shortAge(time: string, strings: Strings, locale: string, now = new Date()): string {
  const date = new Date(time);
  const minutes = Math.floor((+now - +date) / 60_000);
  if (minutes < 1) return strings.now;
  if (minutes < 60) return fill(strings.minutes, { n: minutes });
  if (minutes < 24 * 60) return fill(strings.hours, { n: Math.floor(minutes / 60) });
  return date.toLocaleDateString(locale, { day: "numeric", month: "short" });
}
