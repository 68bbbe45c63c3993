import process from "node:process";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** What the command line reads and writes; tests give their own. */
export interface Io {
  env: Record<string, string | undefined>;
  /** What is asked for: things, tables. */
  write(text: string): void;
  /** What else there is to say: errors, progress. */
  complain(text: string): void;
  /** Bytes from elsewhere. */
  input: AsyncIterable<Uint8Array>;
  /** Whether a person answers questions. */
  isTerminal: boolean;
  /** How many characters fit on a line, or null when nobody looks. */
  columns: number | null;
  /** Asks a person; what is hidden is not shown while they type. */
  ask(question: string, hidden?: boolean): Promise<string>;
  /** Aborted when the person has had enough. */
  signal: AbortSignal;
}

/** The process's own. */
export function processIo(): Io {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Whoever reads may have had enough: `hissuno list sessions | head -1`.
  process.stdout.on("error", (error: { code?: string }) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    env: process.env,
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    input: process.stdin,
    isTerminal: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    ask,
    signal: controller.signal,
  };
}

function ask(question: string, hidden = false): Promise<string> {
  let isMuted = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise((resolve, reject) => {
    lines.on("SIGINT", () => {
      lines.close();
      reject(new Error("Nothing was entered"));
    });
    lines.question(question, (answer) => {
      lines.close();
      if (hidden) process.stderr.write("\n");
      resolve(answer.trim());
    });
    // The question is written already; what follows is the answer.
    isMuted = hidden;
  });
}

/** Everything that comes in, as text. */
export async function textOf(
  input: AsyncIterable<Uint8Array>,
): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for await (const chunk of input) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
