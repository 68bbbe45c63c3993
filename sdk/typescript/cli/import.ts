import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { Readable } from "node:stream";
import type { BulkResult, Hissuno, Reply } from "../src/mod.ts";
import { assertKnown, type Given, hasFlag } from "./arguments.ts";
import { CommandError, EXIT, fieldText, UsageError } from "./faults.ts";
import { progress } from "./export.ts";
import type { Io } from "./io.ts";
import { entriesOf, type Entry } from "./lines.ts";
import { dashed, findResource, methods } from "./methods.ts";
import { jsonLine, plain } from "./output.ts";

/** How many things are sent at once. */
const MOST_ITEMS = 500;
/** How many characters of JSON are sent at once, well below what the API takes. */
const MOST_CHARACTERS = 2_000_000;

const bulk = methods.filter(({ method, body }) => method === "createMany" && body !== null);

/** `import project.tar.gz`: brings an archive of `export` into an empty project. */
async function importArchive(
  client: Hissuno,
  path: string,
  given: Given,
  io: Io,
): Promise<void> {
  await access(path).catch((error: Error) => {
    throw new UsageError(`Cannot read ${path}: ${error.message}`);
  });
  const archive = Readable.toWeb(createReadStream(path)) as ReadableStream<
    Uint8Array
  >;
  const { signal } = io;
  const { counts } = await client.importProject(archive, {
    signal,
    onProgress: progress(io),
  });
  if (hasFlag(given, "json")) return io.write(jsonLine(counts));
  for (const [name, count] of Object.entries(counts)) {
    io.write(`${count} ${plain(name)}\n`);
  }
}

/** `import sessions <file>`: makes what is in a file, many at once; `-` for what comes in. */
export async function importThings(
  client: Hissuno,
  given: Given,
  io: Io,
): Promise<void> {
  assertKnown(given, []);
  const [word, file] = given.words;
  if (word && given.words.length === 1 && /\.(tar\.gz|tgz)$/.test(word)) {
    return await importArchive(client, word, given, io);
  }
  const kinds = bulk.map(({ resource }) => dashed(resource));
  if (!word || !file || given.words.length > 2) {
    throw new UsageError(
      `Write hissuno import <${kinds.join("|")}> <file>, or hissuno import <archive.tar.gz>`,
    );
  }
  const resource = findResource(word);
  const one = bulk.find((method) => method.resource === resource);
  if (!one) {
    throw new UsageError(
      `${word} cannot be imported. What can: ${kinds.join(", ")}`,
    );
  }
  const field = one.body!.find(({ type }) => type === "array")!.name;
  const owner = Reflect.get(client, resource);
  const send = (items: unknown[]): Reply<BulkResult> =>
    Reflect.get(owner, one.method).call(owner, { [field]: items }, {
      signal: io.signal,
    });
  const input = file === "-" ? io.input : createReadStream(file);
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  for await (const batch of batchesOf(entriesOf(input))) {
    const result = await send(batch.map(({ item }) => item));
    counts.created += result.created;
    counts.updated += result.updated;
    counts.unchanged += result.unchanged;
    counts.failed += result.failed;
    for (const { index, error } of result.data) {
      if (!error) continue;
      const why = error.errors.map(fieldText);
      const texts = why.length > 0 ? why : [error.message];
      io.complain(`Line ${batch[index]!.line}: ${plain(texts.join(" "))}\n`);
    }
  }
  if (hasFlag(given, "json")) io.write(jsonLine(counts));
  else {
    io.write(
      `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ` +
        `${counts.failed} failed\n`,
    );
  }
  if (counts.failed > 0) {
    throw new CommandError(
      "Mend the lines that failed and import the file again; what has an external_id is not made twice.",
      EXIT.refused,
    );
  }
}

async function* batchesOf(
  entries: AsyncIterable<Entry>,
): AsyncGenerator<Entry[]> {
  let batch: Entry[] = [];
  let size = 0;
  for await (const entry of entries) {
    const length = JSON.stringify(entry.item).length;
    if (
      batch.length > 0 &&
      (batch.length >= MOST_ITEMS || size + length > MOST_CHARACTERS)
    ) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(entry);
    size += length;
  }
  if (batch.length > 0) yield batch;
}
