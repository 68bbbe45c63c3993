/** Red, green and blue, each 0 to 255. */
export type Rgb = [number, number, number];

/** Reads `#rgb`, `#rrggbb` and what `getComputedStyle` gives (`rgb(1, 2, 3)`); null for the rest. */
export function parseColor(color: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color.trim())?.[1];
  if (hex) {
    const wide = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16)) as Rgb;
  }
  const parts = /^rgba?\(([^)]*)\)/.exec(color)?.[1]?.match(/[\d.]+/g);
  return parts && parts.length > 2 ? parts.slice(0, 3).map(Number) as Rgb : null;
}

/** WCAG's relative luminance, 0 (black) to 1 (white). */
export function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The text colour that reads best on `background`: white as long as it keeps 4.5 to 1. */
export function textOn(background: Rgb): string {
  return 1.05 / (luminance(background) + 0.05) >= 4.5 ? "#fff" : "#111114";
}
