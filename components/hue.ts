const HUES = 12;

/**
 * The CSS class that gives a text its lasting colour: the same text has the same of twelve hues
 * everywhere (FNV-1a over its code units).
 */
export function hueClass(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return `hue-${(hash >>> 0) % HUES}`;
}

/** The CSS class of the n-th of several things that should look different, such as speakers. */
export function hueClassAt(index: number): string {
  // Seven steps around a circle of twelve: neighbours in the list are far apart in colour.
  return `hue-${(index * 7 + 8) % HUES}`;
}
