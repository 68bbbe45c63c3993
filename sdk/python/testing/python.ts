/** Runs the Python of this machine, where it has what the package's checks need. */
import assert from "node:assert/strict";

/** Debian's own first: it is the one that sees Debian's packages. */
const PLACES = ["/usr/bin/python3", "python3"];
const MODULES = ["httpx", "pytest", "mypy", "setuptools", "wheel"];
const REMEDY = "On Debian: apt-get install python3-httpx python3-pytest mypy python3-wheel.";

let found: string | null | undefined;

/** The Python with all packages that the checks need; null when there is none. */
function findPython(): string | null {
  if (found !== undefined) return found;
  found = PLACES.find((python) => {
    const args = ["-c", `import ${MODULES.join(", ")}`];
    try {
      return new Deno.Command(python, { args, stderr: "null" }).outputSync().success;
    } catch {
      return false;
    }
  }) ?? null;
  return found;
}

let isNoted = false;

/**
 * Whether the checks of the Python package are left out, which is then said once.
 *
 * @throws {Error} when they are although TEST_REQUIRE names `python`
 */
export function pythonIgnored(): boolean {
  if (findPython() !== null) return false;
  const missing = `No Python with ${MODULES.join(", ")} found. ${REMEDY}`;
  const required = (Deno.env.get("TEST_REQUIRE") ?? "").split(",").map((name) => name.trim());
  if (required.includes("python")) throw new Error(`TEST_REQUIRE names python. ${missing}`);
  if (!isNoted) console.warn(`Tests of the Python SDK are left out: ${missing}`);
  isNoted = true;
  return true;
}

/**
 * Runs Python and waits for its end; what it printed.
 *
 * @throws {Error} with all it printed when it fails
 */
export async function run(
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(findPython()!, {
    args,
    cwd: options.cwd,
    // Nothing is left beside the sources.
    env: { PYTHONDONTWRITEBYTECODE: "1", ...options.env },
  }).output();
  const [printed, faults] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.ok(success, `python3 ${args.join(" ")} failed:\n${printed}${faults}`);
  return printed!;
}
