import { AsyncLocalStorage } from "node:async_hooks";
import { now } from "./clock.ts";
import { redact, redactText } from "./log_redact.ts";

const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** How much is written; each level includes the ones after it, `silent` writes nothing. */
export type LogLevel = typeof levels[number];

/** Further facts of a log line, by name in snake_case. Secrets in them are taken out. */
export type LogFields = Record<string, unknown>;

/** Where and how lines are written. */
export interface LogOptions {
  /** @default "info" */
  level?: LogLevel;
  /** For people instead of one JSON object a line. @default {whether stderr is a terminal} */
  pretty?: boolean;
  /** Takes one finished line without its line end. @default {writes to stderr} */
  write?: (line: string) => void;
}

const context = new AsyncLocalStorage<LogFields>();
const encoder = new TextEncoder();

const settings: Required<LogOptions> = {
  level: "info",
  pretty: Deno.stderr.isTerminal(),
  write: (line) => void Deno.stderr.writeSync(encoder.encode(line + "\n")),
};

/** Changes how the process logs; called once at the start, and by tests. Returns what undoes it. */
export function configureLog(options: LogOptions): () => void {
  const before = { ...settings };
  Object.assign(settings, options);
  return () => void Object.assign(settings, before);
}

/** Runs `work` so that every line logged inside carries these fields, such as `request_id`. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return context.run({ ...context.getStore(), ...fields }, work);
}

/** The process' log. Each call takes one sentence and, optionally, the facts that belong to it. */
export const log = {
  /** For finding faults; not written by default. */
  debug: (message: string, fields?: LogFields): void => line("debug", message, fields),
  /** What an operator likes to know. */
  info: (message: string, fields?: LogFields): void => line("info", message, fields),
  /** Something is odd, the product goes on. */
  warn: (message: string, fields?: LogFields): void => line("warn", message, fields),
  /** Something failed that should not have; pass the error as `error`. */
  error: (message: string, fields?: LogFields): void => line("error", message, fields),
};

function line(level: LogLevel, message: string, fields: LogFields = {}): void {
  if (levels.indexOf(level) < levels.indexOf(settings.level)) return;
  const all = redact({ ...context.getStore(), ...fields }) as LogFields;
  const time = now().toISOString();
  const text = redactText(message);
  settings.write(
    settings.pretty
      ? `${time.slice(11, 19)} ${level.padEnd(5)} ${text}${prettyFields(all)}`
      : JSON.stringify({ time, level, message: text, ...all }),
  );
}

function prettyFields(fields: LogFields): string {
  let text = "";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const stack = (value as { stack?: string } | null)?.stack;
    if (stack) text += `\n  ${stack.replaceAll("\n", "\n  ")}`;
    else text += ` ${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  }
  return text;
}
