import { isMigrated } from "../core/db/mod.ts";
import type { Services } from "./services.ts";

/** Liveness: this process answers. */
export function healthz(): Response {
  return Response.json({ status: "ok" });
}

/** Readiness: database and migrations as well, and the server is not about to stop. */
export async function readyz(
  { sql, migrations, stopping }: Pick<Services, "sql" | "migrations" | "stopping">,
): Promise<Response> {
  const checks = { database: "ok", migrations: "ok", server: stopping.aborted ? "stopping" : "ok" };
  try {
    if (!await isMigrated(sql, migrations)) checks.migrations = "pending";
  } catch {
    checks.database = "unreachable";
    checks.migrations = "unknown";
  }
  const ready = Object.values(checks).every((state) => state === "ok");
  return Response.json({ status: ready ? "ok" : "not ready", ...checks }, {
    status: ready ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
