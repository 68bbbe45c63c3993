import type { LiveConnection } from "../../contract/mod.ts";
import { openConnection } from "../../exchange/mod.ts";
import type { SyncHarness } from "./harness.ts";

/**
 * The live connection of a harness that has connected its source, as jobs get it.
 *
 * @param signal ends its requests @default {one that never aborts}
 */
export async function openLive<Settings, Secret>(
  harness: SyncHarness,
  signal: AbortSignal = new AbortController().signal,
): Promise<LiveConnection<Settings, Secret>> {
  const { engine, projectId, connectionId } = harness;
  const exchange = { engine, publicUrl: "https://hissuno.example" };
  const opened = await openConnection(exchange, projectId, connectionId, signal);
  if (!opened) throw new Error("The harness has not connected its source");
  return opened.connection as LiveConnection<Settings, Secret>;
}
