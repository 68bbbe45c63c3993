import type { FoundPlugin } from "fresh/dev";

/** The contract version this product speaks. */
const CONTRACT = 1;

/**
 * Checks what every plugin folder must have, so that a broken one fails the build and not the server.
 * @throws {Error} with one sentence naming the folder and the remedy
 */
export function checkPlugins(plugins: FoundPlugin[]): void {
  for (const { folder, plugin } of plugins) {
    const place = `plugins/${folder}/mod.ts`;
    const manifest = readManifest(plugin);
    if (!manifest) {
      throw new Error(`${place} has no manifest: export default defineSource({ manifest, ... })`);
    }
    if (manifest.id !== folder) {
      throw new Error(
        `${place} has the manifest id ${JSON.stringify(manifest.id)}: set it to the folder's ` +
          `name, "${folder}"`,
      );
    }
    if (manifest.contract !== CONTRACT) {
      throw new Error(
        `${place} is written for contract ${JSON.stringify(manifest.contract)}: ` +
          `set manifest.contract to ${CONTRACT}`,
      );
    }
  }
}

function readManifest(plugin: unknown): Record<string, unknown> | undefined {
  if (typeof plugin !== "object" || plugin === null || !("manifest" in plugin)) return undefined;
  const { manifest } = plugin;
  return typeof manifest === "object" && manifest !== null
    ? manifest as Record<string, unknown>
    : undefined;
}
