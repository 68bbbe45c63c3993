import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { UsageError } from "./faults.ts";
import { type Io, textOf } from "./io.ts";
import { dashed, type Field } from "./methods.ts";

/** A command as it was written. */
export interface Given {
  words: string[];
  /** By name with dashes; a flag without a value is `true`. */
  options: Map<string, (string | true)[]>;
}

/** Options with a letter of their own. */
const SHORT: Record<string, string> = { h: "help", o: "output", V: "version" };

/** Options that have no value. */
const FLAGS = ["help", "version", "json", "all"];

/**
 * Reads words and options. Which options there are is checked once the command is known.
 *
 * @param fields whose options take no value when they are yes or no
 */
export function readArguments(args: string[], fields: Field[] = []): Given {
  const flags = new Set([
    ...FLAGS,
    ...fields.filter(({ type }) => type === "boolean").map(({ name }) => dashed(name)),
  ]);
  const names = args.filter((arg) => arg.startsWith("--") && arg !== "--")
    .map((arg) => arg.slice(2).split("=")[0]!);
  const known = [...new Set([...names, ...Object.values(SHORT)])];
  const { tokens, positionals } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(known.map((name) => {
      const short = Object.entries(SHORT).find(([, long]) => long === name)
        ?.[0];
      const type = flags.has(dashed(name)) ? "boolean" as const : "string" as const;
      return [name, { type, multiple: true, ...(short ? { short } : {}) }];
    })),
  });
  const options: Given["options"] = new Map();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const name = dashed(token.name);
    if (
      token.rawName.startsWith("-") && !token.rawName.startsWith("--") &&
      !known.includes(name)
    ) {
      throw new UsageError(
        `There is no option ${token.rawName}. Add --help to see which there are.`,
      );
    }
    options.set(name, [...options.get(name) ?? [], token.value ?? true]);
  }
  return { words: positionals, options };
}

/** The text of an option, or nothing. */
export function textOption(
  { options }: Given,
  name: string,
): string | undefined {
  const value = options.get(name)?.at(-1);
  if (value === true) {
    throw new UsageError(`--${name} needs a value: --${name}=...`);
  }
  return value;
}

/** Whether a flag is set. */
export function hasFlag({ options }: Given, name: string): boolean {
  const value = options.get(name)?.at(-1);
  return value !== undefined && value !== "false";
}

/** The number of an option, 1 or more, or nothing. */
export function countOption(given: Given, name: string): number | undefined {
  const text = textOption(given, name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new UsageError(
      `--${name} must be a whole number from 1 on, not ${text}`,
    );
  }
  return Number(text);
}

/**
 * Fails for options that a command does not know.
 *
 * @throws {UsageError} that names what may be meant
 */
export function assertKnown({ options }: Given, known: string[]): void {
  for (const name of options.keys()) {
    if (known.includes(name) || ["help", "json", "base-url"].includes(name)) {
      continue;
    }
    const near = known.find((one) => one.startsWith(name) || name.startsWith(one));
    throw new UsageError(
      `There is no option --${name} here.${
        near ? ` Do you mean --${near}?` : ""
      } Add --help to see which there are.`,
    );
  }
}

/** What options say of an operation's fields. */
export function valuesOf(
  given: Given,
  fields: Field[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const texts = given.options.get(dashed(field.name));
    if (texts) values[field.name] = valueOf(field, texts);
  }
  return values;
}

function valueOf(field: Field, texts: (string | true)[]): unknown {
  const option = `--${dashed(field.name)}`;
  const last = texts.at(-1)!;
  if (field.type === "boolean") {
    if (last === true || last === "true") return true;
    if (last === "false") return false;
    throw new UsageError(
      `${option} is yes or no: ${option} or ${option}=false`,
    );
  }
  if (last === true) {
    throw new UsageError(`${option} needs a value: ${option}=...`);
  }
  switch (field.type) {
    case "array":
      if (/^\s*\[/.test(last)) return jsonOf(last, option);
      return texts.flatMap((text) => String(text).split(",")).map((text) => text.trim())
        .filter(Boolean);
    case "integer":
    case "number":
      if (last.trim() === "" || !Number.isFinite(Number(last))) {
        throw new UsageError(`${option} must be a number, not ${last}`);
      }
      return Number(last);
    case "object":
      return jsonOf(last, option);
    default:
      if (field.enum && !field.enum.includes(last)) {
        throw new UsageError(
          `${option} must be one of ${field.enum.join(", ")}, not ${last}`,
        );
      }
      return last;
  }
}

/**
 * The fields given as JSON with `--data`: the text itself, `@file`, or `-` for what comes in.
 *
 * @throws {UsageError} when it is no JSON object
 */
export async function dataOption(
  given: Given,
  io: Io,
): Promise<Record<string, unknown>> {
  const text = textOption(given, "data");
  if (text === undefined) return {};
  const json = text === "-"
    ? await textOf(io.input)
    : text.startsWith("@")
    ? await readFile(text.slice(1), "utf8").catch((error: Error) => {
      throw new UsageError(`Cannot read ${text.slice(1)}: ${error.message}`);
    })
    : text;
  const value = jsonOf(json, "--data");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(
      '--data must be an object in JSON, such as \'{"name":"..."}\'',
    );
  }
  return value as Record<string, unknown>;
}

function jsonOf(text: string, option: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${option} is not JSON: ${(error as Error).message}`);
  }
}
