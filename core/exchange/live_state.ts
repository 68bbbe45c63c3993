import type { Connection, SourcePlugin } from "../contract/mod.ts";
import { type SyncEngine, timeOf } from "../sync/engine.ts";
import { openConnectionSecret } from "../sync/stored_secret.ts";
import { type LiveStateRow, selectLiveState } from "./live_state_sql.ts";

/** How a live connection stands, for the people who look after it. */
export interface LiveState extends Omit<LiveStateRow, "leaseUntil"> {
  /** How what the provider sends comes here. */
  transport: "address" | "socket";
  /** Whether some replica holds the socket now. */
  isSocketHeld: boolean;
}

/** How a connection of a live source stands. */
export async function liveState(
  engine: SyncEngine,
  plugin: SourcePlugin,
  { project_id: projectId, id, source, settings }: Connection,
): Promise<LiveState> {
  const { leaseUntil, ...state } = await selectLiveState(engine.sql, projectId, id);
  const { receive } = plugin;
  const wantsSocket = receive?.wantsSocket &&
    receive.wantsSocket(settings, await openConnectionSecret(engine, projectId, id, source));
  return {
    ...state,
    transport: wantsSocket ? "socket" : "address",
    isSocketHeld: leaseUntil !== null && leaseUntil > timeOf(engine),
  };
}
