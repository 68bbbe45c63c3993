// Slack's ts is the id of a message and its time: seconds and microseconds as text. It is never made
// a floating number, which would lose its end.

const TS = /^(\d{1,12})\.(\d{6})$/;

/** Whether a value is a ts. */
export function isTs(value: unknown): value is string {
  return typeof value === "string" && TS.test(value);
}

/** The moment of a ts, to the millisecond. */
export function dateOfTs(ts: string): Date {
  const [, seconds, micros] = TS.exec(ts)!;
  return new Date(Number(seconds) * 1000 + Math.floor(Number(micros) / 1000));
}

/** The first ts of a moment. */
export function tsOfDate(date: Date): string {
  const milliseconds = Math.max(0, date.getTime());
  const seconds = String(Math.floor(milliseconds / 1000)).padStart(10, "0");
  return `${seconds}.${String(milliseconds % 1000).padStart(3, "0")}000`;
}

/** Less than zero when `one` is earlier, zero when they are the same, else more. */
export function compareTs(one: string, other: string): number {
  const [a, b] = [one, other].map((ts) => ts.padStart(20, "0"));
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}

/** The later one; ones that are none are passed over. */
export function latestTs(...all: unknown[]): string | undefined {
  return all.filter(isTs).sort(compareTs).at(-1);
}
