/**
 * The current time. The only place that reads the machine's clock: everything else takes the time as
 * a parameter with this as its default, so that tests can choose it.
 */
export function now(): Date {
  return new Date();
}
