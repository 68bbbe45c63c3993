import type { Io } from "../cli/io.ts";
import { run } from "../cli/run.ts";

/** What a command did. */
export interface Ran {
  exitCode: number;
  out: string;
  err: string;
}

/** What a command is run with, beside its words. */
export interface Setting {
  env?: Record<string, string>;
  input?: string;
  /** Answers to questions, in order; with it there is a person. */
  answers?: string[];
  columns?: number;
  signal?: AbortSignal;
  /** Called with all that was written so far. */
  onWrite?: (out: string) => void;
}

/** Runs a command in this process. */
export async function command(
  args: string[],
  setting: Setting = {},
): Promise<Ran> {
  const { env = {}, input = "", answers, columns = null, onWrite } = setting;
  let [out, err] = ["", ""];
  const io: Io = {
    env,
    write: (text) => {
      out += text;
      onWrite?.(out);
    },
    complain: (text) => void (err += text),
    input: ReadableStream.from([new TextEncoder().encode(input)]),
    isTerminal: answers !== undefined,
    columns,
    ask: () => Promise.resolve(answers?.shift() ?? ""),
    signal: setting.signal ?? new AbortController().signal,
  };
  const exitCode = await run(args, io);
  return { exitCode, out, err };
}
