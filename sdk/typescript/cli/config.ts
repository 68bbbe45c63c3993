import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { Hissuno } from "../src/mod.ts";
import { CommandError, EXIT } from "./faults.ts";
import type { Io } from "./io.ts";

/** Where an instance is, and the key for it. */
export interface Config {
  baseUrl: string;
  apiKey: string;
}

/** Where the key is kept. */
export function configPath(env: Io["env"]): string {
  if (env.HISSUNO_CONFIG) return env.HISSUNO_CONFIG;
  const folder = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config");
  return join(folder, "hissuno", "config.json");
}

/** What was stored, or null. */
export async function readConfig(io: Io): Promise<Partial<Config> | null> {
  const path = configPath(io.env);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  const { mode } = await stat(path);
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    io.complain(`Others can read your key. Run chmod 600 ${path}\n`);
  }
  try {
    const { base_url: baseUrl, api_key: apiKey } = JSON.parse(text);
    return { baseUrl, apiKey };
  } catch {
    throw new CommandError(
      `${path} is broken. Log in again: hissuno login`,
      EXIT.access,
    );
  }
}

/** Stores where the instance is and the key, for nobody else to read. */
export async function writeConfig(
  io: Io,
  { baseUrl, apiKey }: Config,
): Promise<string> {
  const path = configPath(io.env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = JSON.stringify({ base_url: baseUrl, api_key: apiKey }, null, 2) +
    "\n";
  await writeFile(path, text, { mode: 0o600 });
  // The mode counts for new files only.
  await chmod(path, 0o600);
  return path;
}

/** Forgets the key; whether there was one. */
export async function removeConfig(io: Io): Promise<boolean> {
  const path = configPath(io.env);
  const isThere = await stat(path).then(() => true, () => false);
  await rm(path, { force: true });
  return isThere;
}

/**
 * A client with the key of the environment, or else the one stored. A stored key is only for the
 * instance it was stored with: it is not sent to another address.
 *
 * @param baseUrl given with the command, or nothing
 * @throws {CommandError} when nobody logged in
 */
export async function clientOf(io: Io, baseUrl?: string): Promise<Hissuno> {
  const { env } = io;
  const stored = env.HISSUNO_API_KEY && (baseUrl ?? env.HISSUNO_BASE_URL)
    ? null
    : await readConfig(io);
  const address = baseUrl ?? env.HISSUNO_BASE_URL ?? stored?.baseUrl;
  const own = stored?.baseUrl === address ? stored?.apiKey : undefined;
  const apiKey = env.HISSUNO_API_KEY ?? own;
  if (!address || !apiKey) {
    throw new CommandError(
      "You are not logged in. Run hissuno login, or set HISSUNO_BASE_URL and HISSUNO_API_KEY.",
      EXIT.access,
    );
  }
  return new Hissuno({ baseUrl: address, apiKey });
}
