import { type Command, table } from "./command.ts";

/** What `deno task admin help` prints. */
export function helpText(commands: Command[]): string {
  const rows = commands.map((command) => [`  ${command.name}`, command.summary]);
  return [
    "deno task admin <command> [flags] [--json]",
    "",
    "Manages the installation whose settings (DATA_DIR, DATABASE_URL) are in the environment,",
    "also while the server runs. --json answers with one JSON value.",
    "",
    table(["Commands", ""], rows),
    "",
    "deno task admin help <command> lists the flags of one.",
  ].join("\n");
}

/** What `deno task admin help <command>` prints. */
export function commandHelp(command: Command): string {
  const rows = command.flags.map((flag) => [
    `  --${flag.name} ${flag.value}`,
    flag.required ? "required" : "",
    flag.meaning,
  ]);
  rows.push(["  --json", "", "answer with one JSON value"]);
  return [
    `deno task admin ${command.name}: ${command.summary}`,
    "",
    table(["Flags", "", ""], rows),
  ].join("\n");
}
