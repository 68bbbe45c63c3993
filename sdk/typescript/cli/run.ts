import { VERSION } from "../src/mod.ts";
import { type Given, hasFlag, readArguments, textOption } from "./arguments.ts";
import { call } from "./call.ts";
import { clientOf } from "./config.ts";
import { exportArchive, exportedList, exportThings } from "./export.ts";
import { EXIT, explain, factsOf, UsageError } from "./faults.ts";
import { COMMAND_HELP, generalHelp, methodHelp, resourceHelp } from "./help.ts";
import { importThings } from "./import.ts";
import type { Io } from "./io.ts";
import { logIn, logOut, whoAmI } from "./login.ts";
import { dashed, findMethod, methods } from "./methods.ts";
import { jsonLine } from "./output.ts";
import { search } from "./search.ts";
import { tail } from "./tail.ts";

/** Commands that are no operations of the API. */
const COMMANDS: Record<string, (given: Given, io: Io) => Promise<void>> = {
  login: logIn,
  logout: logOut,
  whoami: whoAmI,
  search: async (given, io) => await search(await connect(given, io), given, io),
  import: async (given, io) => await importThings(await connect(given, io), given, io),
  tail: async (given, io) => await tail(await connect(given, io), given, io),
};

/**
 * Runs one command.
 *
 * @param args what follows `hissuno`
 * @returns what the process ends with; see `EXIT`
 */
export async function run(args: string[], io: Io): Promise<number> {
  try {
    await dispatch(args, io);
    return EXIT.done;
  } catch (error) {
    if (io.signal.aborted) return EXIT.failed;
    const { text, exitCode } = explain(error);
    const isJson = args.includes("--json");
    io.complain(isJson ? jsonLine(factsOf(error, exitCode)) : `${text}\n`);
    return exitCode;
  }
}

async function dispatch([verb, ...rest]: string[], io: Io): Promise<void> {
  if (verb === undefined || ["help", "--help", "-h"].includes(verb)) {
    return help(rest, io);
  }
  if (["--version", "-V"].includes(verb)) return io.write(`${VERSION}\n`);
  const isHelp = rest.includes("--help") || rest.includes("-h");
  if (COMMAND_HELP[verb] && isHelp) return help([verb], io);
  if (COMMANDS[verb]) return await COMMANDS[verb](readArguments(rest), io);
  if (verb === "export" && (rest[0] === undefined || rest[0].startsWith("-"))) {
    const given = readArguments(rest);
    return await exportArchive(await connect(given, io), given, io);
  }
  if (verb === "export") {
    const one = exportedList(rest[0]);
    const given = readArguments(rest.slice(1), one.query);
    return await exportThings(await connect(given, io), one, given, io);
  }
  const [resource, ...others] = rest;
  if (!methods.some(({ method }) => dashed(method) === verb)) {
    throw new UsageError(`There is no command ${verb}. See hissuno --help`);
  }
  if (resource === undefined || resource.startsWith("-")) {
    throw new UsageError(
      `Say what to ${verb}: hissuno ${verb} sessions. See hissuno --help`,
    );
  }
  const one = findMethod(verb, resource);
  const given = readArguments(others, [...one.query, ...one.body ?? []]);
  if (hasFlag(given, "help")) return io.write(methodHelp(one));
  await call(await connect(given, io), one, given, io);
}

function help([word, resource]: string[], io: Io): void {
  if (word === undefined) return io.write(generalHelp());
  if (COMMAND_HELP[word]) return io.write(COMMAND_HELP[word]);
  const isVerb = methods.some(({ method }) => dashed(method) === word);
  if (isVerb && resource) {
    return io.write(methodHelp(findMethod(word, resource)));
  }
  io.write(resourceHelp(word));
}

const connect = (given: Given, io: Io) => clientOf(io, textOption(given, "base-url"));
