/** Flags without a value. */
const SWITCHES = ["--verify", "--with-secret"];

/** The commands that take a file without a flag, as in `backup hissuno.tar.gz`. */
const COMMANDS = ["backup", "restore"];

/**
 * What was typed as the commands read it: `restore a.tar.gz --verify` becomes
 * `restore --file a.tar.gz --verify yes`. Arguments of other commands stay as they are.
 */
export function backupArguments(given: readonly string[]): string[] {
  const [command, ...rest] = given;
  if (!COMMANDS.includes(command ?? "")) return [...given];
  let isNamed = rest.includes("--file");
  const read = rest.flatMap((argument, index) => {
    if (SWITCHES.includes(argument)) return [`${argument}=yes`];
    if (argument.startsWith("--") || isNamed || rest[index - 1] === "--file") return [argument];
    isNamed = true;
    return ["--file", argument];
  });
  return [command!, ...read];
}
