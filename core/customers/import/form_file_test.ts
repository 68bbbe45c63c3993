import assert from "node:assert/strict";
import { AppError } from "../../errors.ts";
import { formFile } from "./form_file.ts";

async function read(form: FormData, size: number) {
  const response = new Response(form);
  const all = new Uint8Array(await response.arrayBuffer());
  const pieces = async function* () {
    for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
  };
  const { fields, fileName, body } = await formFile(
    pieces(),
    response.headers.get("content-type")!,
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk.slice());
  return { fields, fileName, text: await new Blob(chunks as BlobPart[]).text() };
}

Deno.test("A file of a form is streamed whole, however the form is cut", async () => {
  const text = "a,b\r\n--not a boundary\r\n\r\n" + "x".repeat(5_000) + "\r\n";
  for (const size of [1, 2, 13, 700, 100_000]) {
    const form = new FormData();
    form.set("do", "upload");
    form.set("empty", "");
    form.set("file", new File([text], "customers.csv"));
    form.set("after", "x");
    const { fields, fileName, text: got } = await read(form, size);
    assert.equal(got, text, `by ${size}`);
    assert.equal(fileName, "customers.csv");
    assert.deepEqual([...fields], [["do", "upload"], ["empty", ""]]);
  }
});

Deno.test("A form without a file, or none at all, is refused", async () => {
  const form = new FormData();
  form.set("a", "b");
  const refused = async (work: Promise<unknown>) => {
    const error = await work.then(() => null, (error) => error);
    assert.ok(error instanceof AppError && error.details?.[0]?.field === "file", `${error}`);
  };
  await refused(read(form, 10));
  const none = async function* () {
    yield new TextEncoder().encode("nothing of the kind");
  };
  await refused(formFile(none(), "multipart/form-data; boundary=x"));
  await refused(formFile(none(), "text/plain"));
});
