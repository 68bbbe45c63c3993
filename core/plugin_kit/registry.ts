import { z } from "zod";
import { CONTRACT_VERSION, type SourcePlugin } from "../contract/mod.ts";

/** A plugin as the build found it. */
export interface FoundPlugin {
  /** The folder's name. */
  folder: string;
  /** The default export of its `mod.ts`, not yet trusted. */
  plugin: unknown;
}

const manifest = z.object({
  contract: z.literal(CONTRACT_VERSION, `must be ${CONTRACT_VERSION}`),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be lower-case letters, digits and hyphens"),
  name: z.string().min(1, "must not be empty"),
  summary: z.string().min(1, "must not be empty"),
  produces: z.enum(["chat", "meeting", "behavioral"], "must be chat, meeting or behavioral"),
  hosts: z.array(
    z.string().regex(/^(\*\.)?[a-z0-9.-]+$/, "must be host names such as api.example.com"),
  ),
  limits: z.object({ requests: z.number().positive(), perSeconds: z.number().positive() })
    .optional(),
  defaultSchedule: z.enum(["manual", "1h", "6h", "24h"]).optional(),
});

/**
 * Checks what the build found under `plugins/`.
 *
 * @throws {Error} one sentence that names the folder, the field and what it should be
 */
export function validatePlugins(found: FoundPlugin[]): SourcePlugin[] {
  return found.map(({ folder, plugin }) => validatePlugin(folder, plugin));
}

function validatePlugin(folder: string, plugin: unknown): SourcePlugin {
  const where = `Plugin plugins/${folder}/mod.ts`;
  if (plugin === null || typeof plugin !== "object" || !("manifest" in plugin)) {
    throw new Error(`${where} has no default export made by defineSource({ manifest: ... }).`);
  }
  const result = manifest.safeParse(plugin.manifest);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new Error(`${where}: manifest.${issue.path.join(".")} ${issue.message}.`);
  }
  if (result.data.id !== folder) {
    throw new Error(
      `${where}: manifest.id is "${result.data.id}", but the folder is "${folder}". Make them equal.`,
    );
  }
  return plugin as SourcePlugin;
}
