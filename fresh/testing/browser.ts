import { type Browser, chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const REMEDY = "Install Chromium, or set CHROMIUM to the path of one.";

/**
 * The Chromium of this machine: what CHROMIUM names, else one in the usual places. Null when there
 * is none, or when CHROMIUM is set to nothing.
 *
 * @throws {Error} when CHROMIUM names no file
 */
export function findChromium(): string | null {
  const named = Deno.env.get("CHROMIUM");
  if (named === undefined) return PLACES.find(isFile) ?? null;
  if (named !== "" && !isFile(named)) {
    throw new Error(`CHROMIUM names no file: ${named}. ${REMEDY}`);
  }
  return named || null;
}

let isNoted = false;

/**
 * Whether tests in a browser are left out, for `ignore` of `Deno.test`: when there is no Chromium,
 * which is then said once per file of tests.
 *
 * @throws {Error} when there is none although TEST_REQUIRE names `chromium`
 */
export function browserIgnored(): boolean {
  if (findChromium() !== null) return false;
  const required = (Deno.env.get("TEST_REQUIRE") ?? "").split(",").map((name) => name.trim());
  if (required.includes("chromium")) {
    throw new Error(`TEST_REQUIRE names chromium, but there is none. ${REMEDY}`);
  }
  if (!isNoted) console.warn(`Tests in a browser are left out: no Chromium found. ${REMEDY}`);
  isNoted = true;
  return true;
}

/**
 * Starts the Chromium of this machine without a window.
 *
 * @throws {Error} when there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(`Cannot run tests in a browser. ${REMEDY}`);
  return await chromium.launch({ executablePath, headless: true, args: FLAGS });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
