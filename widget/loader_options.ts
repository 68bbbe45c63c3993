import type { Options } from "./bridge.ts";
import type { User } from "./protocol.ts";

/** What of a script tag matters here, so that tests need no browser. */
export interface ScriptTag {
  src: string;
  dataset: Record<string, string | undefined>;
}

function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    const value = JSON.parse(text);
    if (value && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // Said below: a page must not break over it.
  }
  console.warn("Hissuno: data-metadata must be a JSON object.");
}

/**
 * The options of a script tag; `settings` (`window.hissunoSettings`) wins over attributes. The
 * project may also stand in the address (`widget.js?project-id=...`), because tag managers drop
 * attributes. Null when no project or no server is named.
 */
export function readOptions(tag: ScriptTag | null, settings: Partial<Options>): Options | null {
  const data = tag?.dataset ?? {};
  const source = tag?.src ?? "";
  const projectId = settings.projectId ?? data.projectId ??
    /[?&]project-id=([^&#]+)/.exec(source)?.[1];
  const host = (settings.host ?? source.replace(/\/widget\.js.*$/, "")).replace(/\/+$/, "");
  if (!projectId || !host) return null;
  const user: User = {
    id: data.userId,
    name: data.userName,
    email: data.userEmail,
    user_hash: data.userHash,
  };
  return {
    position: data.position === "left" ? "left" : "right",
    theme: data.theme === "light" || data.theme === "dark" ? data.theme : "auto",
    open: data.open !== undefined && data.open !== "false",
    launcher: data.launcher !== "false",
    color: data.color,
    user: user.id || user.name || user.email ? user : undefined,
    metadata: parseObject(data.metadata),
    locale: data.locale,
    ...settings,
    projectId,
    host,
  };
}
