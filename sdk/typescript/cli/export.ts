import type { ArchiveProgress, Hissuno } from "../src/mod.ts";
import { assertKnown, type Given, textOption, valuesOf } from "./arguments.ts";
import { listOf } from "./call.ts";
import { UsageError } from "./faults.ts";
import type { Io } from "./io.ts";
import { dashed, findResource, type Method, methods } from "./methods.ts";
import { jsonLine, plain } from "./output.ts";
import { save, writeWhole } from "./save.ts";

/** Lists that can be taken out whole. */
export const exportable = methods.filter(({ answer, method, ids }) =>
  answer === "page" && method === "list" && ids.length === 0
);

/** The list that `export` takes out. */
export function exportedList(word: string | undefined): Method {
  const names = exportable.map(({ resource }) => dashed(resource)).join("|");
  if (!word) throw new UsageError(`Write hissuno export <${names}>`);
  const resource = findResource(word);
  const one = exportable.find((method) => method.resource === resource);
  if (!one) {
    throw new UsageError(`${word} cannot be exported. What can: ${names}`);
  }
  return one;
}

/** `export sessions`: everything that fits the filters, an object on each line. */
export async function exportThings(
  client: Hissuno,
  one: Method,
  given: Given,
  io: Io,
): Promise<void> {
  const filters = one.query.filter(({ name }) => !["cursor", "limit"].includes(name));
  assertKnown(given, ["output", ...filters.map(({ name }) => dashed(name))]);
  const query = { ...valuesOf(given, filters), limit: Infinity };
  const output = textOption(given, "output");
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const item of listOf(client, one, [], query, io)) {
      count++;
      yield jsonLine(item);
    }
  }
  if (output === undefined || output === "-") {
    for await (const line of lines()) io.write(line);
    return;
  }
  await writeWhole(output, encoded(lines()));
  io.complain(`Wrote ${count} ${dashed(one.resource)} to ${output}\n`);
}

async function* encoded(
  lines: AsyncIterable<string>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}

/** `export` alone: an archive of all of the project. */
export async function exportArchive(
  client: Hissuno,
  given: Given,
  io: Io,
): Promise<void> {
  assertKnown(given, ["output"]);
  const output = textOption(given, "output");
  const { signal } = io;
  await save(
    await client.exportProject({ signal, onProgress: progress(io) }),
    output,
    io,
  );
}

/** Says how far an archive is, whenever that changed. */
export function progress(io: Io): (now: ArchiveProgress) => void {
  let said = "";
  return ({ status, done_rows: done, total_rows: total }) => {
    const text = total > 0 ? `${plain(status)}: ${done} of ${total}` : plain(status);
    if (text !== said) io.complain(`${text}\n`);
    said = text;
  };
}
