import { curlExample } from "../../(_parts)/snippets.ts";
import type { Scope } from "../../../../../../core/access/mod.ts";

/** A command that shows what a key of that scope is for, with the key in it. */
export function exampleFor(
  scope: Scope,
  address: string,
  projectId: string,
  key: string,
): { label: string; command: string } {
  if (scope !== "read") {
    const command = curlExample(address, projectId).replace("YOUR_API_KEY", () => key);
    return { label: "Create a session", command };
  }
  return {
    label: "List the newest sessions",
    command: [
      `curl "${address}/api/sessions?projectId=${projectId}&limit=5"`,
      `  -H "Authorization: Bearer ${key}"`,
    ].join(" \\\n"),
  };
}
