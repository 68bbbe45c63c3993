import { optionsOf, usageOf } from "./call.ts";
import {
  dashed,
  type Field,
  findResource,
  type Method,
  methods,
  resourceNames,
} from "./methods.ts";

/** What `hissuno --help` says. */
export function generalHelp(): string {
  return `Hissuno from the command line.

  hissuno login                           keep the address of your instance and a key
  hissuno list sessions --status active   show things as a table
  hissuno get sessions <session_id>       show one thing
  hissuno create sessions --name "Call"   make one thing
  hissuno update issues <issue_id> --status planned
  hissuno delete tags <tag_name>
  hissuno search "export fails"           look everywhere
  hissuno import sessions calls.ndjson    make many things
  hissuno export sessions -o all.ndjson   take many things out
  hissuno tail                            follow what happens
  hissuno whoami | logout

Things: ${resourceNames().join(", ")}
Add --help to any command: hissuno help sessions, hissuno list sessions --help.

  --json           JSON, one object on each line
  --base-url=...   another instance than the one you logged in to

The variables HISSUNO_BASE_URL and HISSUNO_API_KEY go before what is stored by login.
It ends with 0, or with 1 failed, 2 wrong command, 3 no access, 4 not found, 5 refused, 6 try later.
`;
}

/** What can be done to a resource. */
export function resourceHelp(word: string): string {
  const resource = findResource(word);
  const own = methods.filter((one) => one.resource === resource);
  const width = Math.max(...own.map((one) => usageOf(one).length));
  return own.map((one) => `  ${usageOf(one).padEnd(width)}   ${one.summary}\n`)
    .join("");
}

/** How to write the command for an operation. */
export function methodHelp(one: Method): string {
  const fields = [...one.query, ...one.body ?? []];
  const lines = optionsOf(one).map((name): [string, string] => {
    const field = fields.find((other) => dashed(other.name) === name);
    return field
      ? [`--${name}${valueOf(field)}`, aboutOf(field)]
      : [OTHERS[name]?.[0] ?? `--${name}`, OTHERS[name]?.[1] ?? ""];
  });
  const width = Math.min(
    36,
    Math.max(0, ...lines.map(([option]) => option.length)),
  );
  const options = lines.map(([option, about]) =>
    `  ${option.padEnd(width)}  ${about}`.trimEnd() + "\n"
  );
  return `${one.summary}.\n\n  ${usageOf(one)}\n\n${options.join("")}  ${
    "--json".padEnd(width)
  }  JSON, one object on each line\n`;
}

const OTHERS: Record<string, [string, string]> = {
  limit: ["--limit=<n>", "How many to show; 25 when left out."],
  all: ["--all", "Show everything there is."],
  data: ["--data=<json>", "Fields as JSON, as @file, or - for what comes in."],
  output: ["--output=<file>", "The file to write."],
  "idempotency-key": [
    "--idempotency-key=<key>",
    "Makes a repeated command one.",
  ],
};

function valueOf({ type }: Field): string {
  if (type === "boolean") return "";
  return {
    array: "=<a,b>",
    object: "=<json>",
    integer: "=<n>",
    number: "=<n>",
  }[type as string] ??
    "=<text>";
}

function aboutOf(field: Field): string {
  const options = field.enum && field.enum.length > 0 ? `One of ${field.enum.join(", ")}.` : "";
  return [field.required ? "Needed." : "", field.description ?? "", options]
    .filter(Boolean)
    .join(" ");
}

/** What commands that are no operations say. */
export const COMMAND_HELP: Record<string, string> = {
  login: `Keeps the address of your instance and a key, readable by you only.

  hissuno login [--base-url=https://feedback.example.com]

It asks for the key; without a terminal it reads it: hissuno login --base-url=... < key.txt
`,
  logout: "Forgets the key that login stored.\n\n  hissuno logout\n",
  whoami: "Says which project the key belongs to.\n\n  hissuno whoami\n",
  search: `Looks for words in everything, or in one kind of thing.

  hissuno search <words> [--in=<sessions>] [--limit=<n>] [--json]
`,
  import: `Makes what is in a file: an object on each line, or one list of objects in JSON.

  hissuno import <sessions|contacts|companies> <file>
  hissuno import <archive.tar.gz>     an archive of export, into an empty project

Use - for what comes in. What has an external_id is not made twice, so that a file can be imported
again after lines of it failed.
`,
  export: `Takes out everything that fits the filters of list, an object on each line.

  hissuno export <sessions|contacts|...> [filters] [--output=<file>]
  hissuno export [--output=<file>]    an archive of all of the project
`,
  tail: `Shows events as they happen, from now on.

  hissuno tail [--types=session.created,...] [--after=<event_id>] [--all] [--interval=<seconds>] [--json]

  --after     go on after an event that you have, for at most 30 days
  --all       begin with the oldest event that is kept
`,
};
