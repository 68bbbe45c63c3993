import assert from "node:assert/strict";
import { type Entry, packed, unpacked } from "./tar.ts";

const AT = new Date("2026-03-01T10:00:00Z");
const limits = { entryBytes: 100_000, entries: 10, bytes: 1_000_000_000, ratio: 100 };
const file = (name: string, text: string): Entry => ({
  name,
  bytes: new TextEncoder().encode(text),
});

async function bytesOf(entries: Entry[]): Promise<Uint8Array<ArrayBuffer>> {
  const stream = packed(
    (async function* () {
      yield* entries;
    })(),
    AT,
  );
  return new Uint8Array(await new Response(stream as BodyInit).arrayBuffer());
}

async function read(bytes: Uint8Array, given = limits): Promise<string[]> {
  const found: string[] = [];
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  })();
  for await (const { name, bytes } of unpacked(pieces, given)) {
    found.push(`${name}=${new TextDecoder().decode(bytes)}`);
  }
  return found;
}

Deno.test("An archive gives back the files it was made of, in their order", async () => {
  const files = [file("b.txt", "x".repeat(512)), file("a/b.txt", ""), file("c", "äöü")];
  assert.deepEqual(await read(await bytesOf(files)), [
    `b.txt=${"x".repeat(512)}`,
    "a/b.txt=",
    "c=äöü",
  ]);
});

Deno.test("The system's own tar reads the archives", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/x.tar.gz`, await bytesOf([file("one", "1"), file("two", "2")]));
    const command = new Deno.Command("tar", { args: ["-tzf", `${folder}/x.tar.gz`] });
    assert.equal(new TextDecoder().decode((await command.output()).stdout), "one\ntwo\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("An archive that is broken, cut or no archive is refused with a sentence", async () => {
  const good = await bytesOf([file("one", crypto.getRandomValues(new Uint8Array(3000)).toHex())]);
  await assert.rejects(read(good.subarray(0, good.length - 100)), /broke|broken/);
  await assert.rejects(read(new TextEncoder().encode("PK no archive at all")), /not a tar.gz/);
  const changed = good.slice();
  changed[good.length >> 1]! ^= 255;
  await assert.rejects(read(changed), /broken|broke off|goes on/);
});

Deno.test("An archive larger than the limits is refused before it is unpacked", async () => {
  const many = Array.from({ length: 11 }, (_, index) => file(`f${index}`, ""));
  await assert.rejects(read(await bytesOf(many)), /more than 10 files/);
  const large = await bytesOf([file("large", "x".repeat(100_001))]);
  await assert.rejects(read(large), /larger than 100000 bytes/);
  const zeros = { name: "zeros", bytes: new Uint8Array(120_000_000) };
  const bomb = await bytesOf([zeros]);
  assert.ok(bomb.length < 200_000);
  const wide = { ...limits, entryBytes: 1e9 };
  await assert.rejects(read(bomb, wide), /far more than it holds/);
  await assert.rejects(read(bomb, { ...wide, bytes: 1_000_000 }), /more than 1000000 bytes/);
});
