import { AppError } from "../../errors.ts";
import type { AccessContext } from "../setup.ts";

/** One `--flag` of a command. */
export interface Flag {
  /** Without the dashes. */
  name: string;
  /** What stands for its value in the help, such as `NAME`. */
  value: string;
  /** What it means, as a half sentence. */
  meaning: string;
  /** @default false */
  required?: boolean;
}

/** The values of the flags that were given. */
export type Flags = Record<string, string | undefined>;

/** What a command has done. */
export interface Outcome {
  /** For people. */
  text: string;
  /** For `--json`; names in snake_case. */
  data: unknown;
}

/** One command of the operator; `Context` is what it works with. */
export interface Command<Context = AccessContext> {
  /** Such as `project:create`. */
  name: string;
  /** What it does, as a half sentence. */
  summary: string;
  flags: Flag[];
  run(context: Context, flags: Flags, at: Date): Promise<Outcome>;
}

/** A mistake in how a command was called; ends with exit code 2. */
export function usage(flag: string | null, message: string): AppError {
  return new AppError(flag ? `--${flag}: ${message}` : message, { code: "usage", status: 400 });
}

/**
 * Reads `--name value` and `--name=value`.
 *
 * @throws AppError that names the flag: unknown, twice, without value, or missing
 */
export function readFlags(command: Pick<Command, "name" | "flags">, args: string[]): Flags {
  const flags: Flags = {};
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]!;
    if (!argument.startsWith("--")) {
      throw usage(null, `Unexpected "${shown(argument)}". Values follow a flag: --name "My name".`);
    }
    const equals = argument.indexOf("=");
    const name = argument.slice(2, equals < 0 ? undefined : equals);
    if (!command.flags.some((flag) => flag.name === name)) {
      const known = [...command.flags.map((flag) => `--${flag.name}`), "--json"].join(", ");
      throw usage(shown(name), `Unknown flag of ${command.name}. It takes ${known}.`);
    }
    if (flags[name] !== undefined) throw usage(name, "Given twice. Give it once.");
    const value = equals < 0 ? args[++index] : argument.slice(equals + 1);
    if (value === undefined || (equals < 0 && value.startsWith("--"))) {
      throw usage(name, `Its value is missing. Write --${name} ${valueOf(command, name)}.`);
    }
    flags[name] = value;
  }
  for (const flag of command.flags) {
    if (flag.required && !flags[flag.name]) {
      throw usage(flag.name, `Missing. Write --${flag.name} ${flag.value}: ${flag.meaning}.`);
    }
  }
  return flags;
}

/** Columns of equal width, for lists on a terminal. Control characters are taken out. */
export function table(head: string[], rows: string[][]): string {
  const clean = [head, ...rows].map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, "?")));
  const widths = head.map((_, column) => Math.max(...clean.map((row) => [...row[column]!].length)));
  return clean.map((row) =>
    row.map((cell, column) => cell + " ".repeat(widths[column]! - [...cell].length)).join("  ")
      .trimEnd()
  ).join("\n");
}

/** A day for lists, or a dash. */
export function day(date: Date | null): string {
  return date ? date.toISOString().slice(0, 10) : "-";
}

function valueOf(command: Pick<Command, "flags">, name: string): string {
  return command.flags.find((flag) => flag.name === name)?.value ?? "VALUE";
}

function shown(text: string): string {
  return text.slice(0, 60);
}
