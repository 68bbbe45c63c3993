/**
 * Joins class names, leaving out what is empty or false.
 * @returns the value of a `class` attribute, or undefined when nothing is left.
 */
export function classNames(...names: (string | false | null | undefined)[]): string | undefined {
  return names.filter(Boolean).join(" ") || undefined;
}
