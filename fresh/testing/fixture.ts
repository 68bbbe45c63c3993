import { App, type Middleware, staticFiles } from "../mod.ts";
import { type ApplySnapshot, Builder } from "../dev.ts";

/** The fixture application's folder. */
export const FIXTURE = new URL("../testdata/app/", import.meta.url).pathname;

let built: Promise<ApplySnapshot> | undefined;

/** Gives the fixture's routes to an app; built once per test file. */
export function buildFixture(): Promise<ApplySnapshot> {
  built ??= new Builder({ root: FIXTURE }).build({ snapshot: "memory" });
  return built;
}

/** The fixture application as a function from path to response. */
export async function serveFixture(
  ...middleware: Middleware[]
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const apply = await buildFixture();
  const app = new App().use(...middleware, staticFiles()).fsRoutes();
  apply(app);
  const handler = app.handler();
  return (path, init) => handler(new Request(`http://localhost${path}`, init));
}

/** Runs a piece of a test without its expected errors in the output; returns what was logged. */
export async function silenced(run: () => Promise<void>): Promise<unknown[]> {
  const before = console.error;
  const logged: unknown[] = [];
  console.error = (...values: unknown[]) => logged.push(...values);
  try {
    await run();
  } finally {
    console.error = before;
  }
  return logged;
}
