import { Hissuno } from "../src/mod.ts";
import { assertKnown, type Given, hasFlag, textOption } from "./arguments.ts";
import { clientOf, configPath, readConfig, removeConfig, writeConfig } from "./config.ts";
import { UsageError } from "./faults.ts";
import { type Io, textOf } from "./io.ts";
import { jsonLine, plain } from "./output.ts";

/** `login`: asks for address and key, tries them, and keeps them. */
export async function logIn(given: Given, io: Io): Promise<void> {
  assertKnown(given, []);
  if (given.words.length > 0) {
    throw new UsageError(
      "A key in a command can be read by others. Run hissuno login, and enter it when asked.",
    );
  }
  const stored = await readConfig(io).catch(() => null);
  const known = textOption(given, "base-url") ?? io.env.HISSUNO_BASE_URL;
  const baseUrl = known ??
    (io.isTerminal
      ? await io.ask(
        `Address of your instance${stored?.baseUrl ? ` [${stored.baseUrl}]` : ""}: `,
      ) ||
        stored?.baseUrl
      : undefined);
  if (!baseUrl) {
    throw new UsageError("Say where your instance is: --base-url=https://...");
  }
  const apiKey =
    (io.isTerminal ? await io.ask("Key (it is not shown): ", true) : await textOf(io.input)).trim();
  if (!apiKey) {
    throw new UsageError(
      "No key was entered. Make one in the project's settings under API keys.",
    );
  }
  const project = await new Hissuno({ baseUrl, apiKey }).project.get({
    signal: io.signal,
  });
  const path = await writeConfig(io, { baseUrl, apiKey });
  if (hasFlag(given, "json")) io.write(jsonLine(project));
  else {io.complain(
      `Logged in to ${plain(project.name)}. The key is in ${path}\n`,
    );}
}

/** `logout`: forgets the key. */
export async function logOut(given: Given, io: Io): Promise<void> {
  assertKnown(given, []);
  const wasThere = await removeConfig(io);
  io.complain(
    wasThere
      ? `Removed ${
        configPath(io.env)
      }. The key still counts: revoke it in the project's settings.\n`
      : "You were not logged in.\n",
  );
}

/** `whoami`: the project of the key. */
export async function whoAmI(given: Given, io: Io): Promise<void> {
  assertKnown(given, []);
  const client = await clientOf(io, textOption(given, "base-url"));
  const project = await client.project.get({ signal: io.signal });
  io.write(
    hasFlag(given, "json") ? jsonLine(project) : `${plain(project.name)} (${project.id})\n`,
  );
}
