import { now } from "../../clock.ts";
import { AppError } from "../../errors.ts";
import type { AccessContext } from "../setup.ts";
import { type Command, type Flags, readFlags, usage } from "./command.ts";
import { commandHelp, helpText } from "./help.ts";
import { keyCommands } from "./keys.ts";
import { projectCommands } from "./projects.ts";
import { userCommands } from "./users.ts";

/** Every command of the operator. */
export const adminCommands: Command[] = [...projectCommands, ...keyCommands, ...userCommands];

/** What an admin command prints, and its exit code. */
export interface AdminResult {
  /** 0 done, 1 a fault of ours or of the database, 2 a mistake in how it was called. */
  code: 0 | 1 | 2;
  /** For standard output, without line end; empty when there is nothing. */
  output: string;
  /** For standard error, without line end; empty when all went well. */
  error: string;
}

/**
 * Runs one admin command: those of access, or one of `more`.
 *
 * @param args what follows `deno task admin`
 * @param open opens the installation; called only for a command that was written correctly
 */
export async function runAdmin<Context extends AccessContext = AccessContext>(
  args: string[],
  open: () => Promise<Context & { close(): Promise<void> }>,
  at: Date = now(),
  more: Command<Context>[] = [],
): Promise<AdminResult> {
  const asJson = args.includes("--json");
  const commands: Command<Context>[] = [...adminCommands, ...more];
  const named = (name: string) => namedOf(commands, name);
  const [name, ...rest] = args.filter((argument) => argument !== "--json");
  try {
    if (name === undefined || ["help", "--help", "-h"].includes(name)) {
      const text = rest[0] === undefined ? helpText(commands) : commandHelp(named(rest[0]));
      return { code: 0, output: text, error: "" };
    }
    const command = named(name);
    if (rest.includes("--help") || rest.includes("-h")) {
      return { code: 0, output: commandHelp(command), error: "" };
    }
    const flags = readFlags(command, rest);
    const context = await open();
    try {
      const outcome = await runNaming(command, context, flags, at);
      const output = asJson ? JSON.stringify(outcome.data) : outcome.text;
      return { code: 0, output, error: "" };
    } finally {
      await context.close();
    }
  } catch (error) {
    return failure(error, asJson);
  }
}

function namedOf<Context>(commands: Command<Context>[], name: string): Command<Context> {
  const command = commands.find((one) => one.name === name);
  if (command) return command;
  const known = commands.map((one) => one.name).join(", ");
  throw usage(null, `Unknown command "${name.slice(0, 60)}". Use one of: ${known}, help.`);
}

/** Runs a command; what core finds wrong with a value is said of the flag it came from. */
async function runNaming<Context>(
  command: Command<Context>,
  context: Context,
  flags: Flags,
  at: Date,
) {
  try {
    return await command.run(context, flags, at);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "usage") throw error;
    const field = error.details?.[0]?.field?.replace("expires_at", "expires");
    throw command.flags.some((flag) => flag.name === field)
      ? usage(field!, error.message)
      : usage(null, error.message);
  }
}

function failure(error: unknown, asJson: boolean): AdminResult {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof AppError ? 2 : 1;
  return { code, output: asJson ? JSON.stringify({ error: message }) : "", error: message };
}
