const browsers: [name: string, pattern: RegExp][] = [
  // The order matters: most browsers also name those they descend from.
  ["Edge", /\bEdgi?A?\w*\//],
  ["Opera", /\b(OPR|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Headless)?(Chrome|CriOS|Chromium)\//],
  ["Safari", /\bSafari\//],
];

const systems: [name: string, pattern: RegExp][] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b|\bMacintosh\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];

/** A `User-Agent` header as people would say it: "Chrome on Linux"; "Unknown device" without one. */
export function deviceText(userAgent: string | null): string {
  const text = userAgent ?? "";
  const find = (list: [string, RegExp][]) => list.find(([, pattern]) => pattern.test(text))?.[0];
  const browser = find(browsers);
  const system = find(systems);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? (text.trim() ? text.trim().slice(0, 60) : "Unknown device");
}
