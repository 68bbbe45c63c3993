import type { Hissuno } from "../src/mod.ts";
import { assertKnown, countOption, type Given, hasFlag, textOption } from "./arguments.ts";
import { listOf } from "./call.ts";
import { UsageError } from "./faults.ts";
import type { Io } from "./io.ts";
import { dashed, findResource, type Method, methods } from "./methods.ts";
import { jsonLine, showAll } from "./output.ts";

/** Lists that can be searched for words. */
const searchable = methods.filter(({ answer, ids, query }) =>
  answer === "page" && ids.length === 0 &&
  query.some(({ name }) => name === "search")
);

/** `search <words>`: everything that has them, or with `--in` one kind of thing. */
export async function search(
  client: Hissuno,
  given: Given,
  io: Io,
): Promise<void> {
  assertKnown(given, ["in", "limit"]);
  const words = given.words.join(" ").trim();
  if (!words) {
    throw new UsageError('Say what to look for: hissuno search "export fails"');
  }
  const limit = countOption(given, "limit") ?? 10;
  const isJson = hasFlag(given, "json");
  let found = 0;
  for (const one of listsOf(textOption(given, "in"))) {
    const items = await listOf(client, one, [], { search: words, limit }, io)
      .toArray({ limit });
    found += items.length;
    if (items.length === 0) continue;
    const name = dashed(one.resource);
    if (isJson) {
      for (const item of items) {
        io.write(jsonLine({ resource: name, ...item }));
      }
    } else {
      io.write(`${name}\n`);
      showAll(io, items, false);
      io.write("\n");
    }
  }
  if (found === 0 && !isJson) io.complain("Nothing found.\n");
}

function listsOf(word: string | undefined): Method[] {
  if (word === undefined) return searchable;
  const resource = findResource(word);
  const one = searchable.filter((method) => method.resource === resource);
  if (one.length > 0) return one;
  const names = searchable.map((method) => dashed(method.resource)).join(", ");
  throw new UsageError(
    `${dashed(resource)} cannot be searched. What can: ${names}`,
  );
}
