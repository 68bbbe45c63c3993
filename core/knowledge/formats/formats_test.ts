import assert from "node:assert/strict";
import { formatOfFile } from "./file_format.ts";
import { FormatProblem } from "./format_problem.ts";
import { createParser } from "./parser.ts";
import { type Format, readDocument } from "./read_document.ts";
import { bytesOf, makeDocx, makePdf, makePdfBomb, makeTarGz, makeZip } from "./testing/files.ts";

const read = (format: Format, bytes: Uint8Array | string, name = "a-file.x", folder?: string) =>
  readDocument({
    format,
    bytes: typeof bytes === "string" ? bytesOf(bytes) : bytes,
    name,
    folder,
  });

const passagesOf = async (format: Format, bytes: Uint8Array | string, name?: string) =>
  (await read(format, bytes, name)).documents[0]!.passages
    .map(({ heading, content }) => ({ heading, content }));

const refuses = (work: Promise<unknown>, pattern: RegExp) =>
  assert.rejects(work, (error) => error instanceof FormatProblem && pattern.test(error.message));

Deno.test("A PDF gives a passage for each page, named by its number", async () => {
  const passages = await passagesOf("pdf", makePdf(["Refunds take five days", "Exports are CSV"]));
  assert.deepEqual(passages, [
    { heading: "a file > Page 1", content: "Refunds take five days" },
    { heading: "a file > Page 2", content: "Exports are CSV" },
  ]);
});

Deno.test("Files that cannot be read are refused with a sentence that helps", async () => {
  await refuses(read("pdf", "%PDF-1.4 nothing more"), /broken or not a PDF/);
  await refuses(read("pdf", makePdf([""])), /text recognition/);
  const encrypt = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41".repeat(32) + "> /U <" +
    "42".repeat(32) + "> /P -4 >> /ID [<41><41>]";
  await refuses(read("pdf", makePdf(["Secret"], encrypt)), /password/);
  await refuses(read("docx", "not a zip"), /not a ZIP/);
  await refuses(read("docx", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])), /password/);
  await refuses(read("docx", await makeZip({ "a.txt": "x" })), /not a Word document/);
  const locked = await makeZip({ "word/document.xml": "<x/>" }, { encrypted: true });
  await refuses(read("docx", locked), /password/);
  await refuses(read("csv", 'a,b\n"never closed,1'), /does not end/);
  await refuses(read("csv", "only,a,header"), /no rows/);
  await refuses(read("csv", "a\n" + "x\n".repeat(20_100)), /20000 rows/);
  await refuses(read("openapi", "swagger: '2.0'"), /OpenAPI 2.0 is not supported/);
  await refuses(read("openapi", "{ [not: yaml"), /neither JSON nor YAML/);
  await refuses(read("markdown", " \n "), /no text/);
  await refuses(read("archive", await makeZip({ "a.png": "x" })), /no documents/);
});

Deno.test("An archive that unpacks to more than it claims is stopped while it unpacks", async () => {
  const bomb = await makeZip({ "word/document.xml": "0".repeat(80_000_000) }, { claim: 10 });
  assert.ok(bomb.length < 200_000);
  await refuses(read("docx", bomb), /unpacks to more than 60 MB/);
  const pages = await makeZip({ "a.md": "x ".repeat(2_000_000), "b.md": "# Fine\n\nText" });
  const { documents, problems } = await read("archive", pages);
  assert.deepEqual(documents.map(({ address }) => address), ["b.md"]);
  assert.match(problems[0]!.problem, /more than 2 MB/);
});

Deno.test("A Word document keeps headings, lists and tables", async () => {
  const paragraph = (text: string, style = "") =>
    `<w:p>${style}<w:r><w:t>${text}</w:t></w:r></w:p>`;
  const passages = await passagesOf(
    "docx",
    await makeDocx(
      paragraph("Refunds", '<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>') +
        paragraph("Within 30 days.") +
        paragraph("by card", "<w:pPr><w:numPr/></w:pPr>") +
        paragraph("by invoice", "<w:pPr><w:numPr/></w:pPr>") +
        `<w:tbl><w:tr><w:tc>${paragraph("Plan")}</w:tc><w:tc>${paragraph("Days")}</w:tc></w:tr>` +
        `<w:tr><w:tc>${paragraph("Pro")}</w:tc><w:tc>${paragraph("60")}</w:tc></w:tr></w:tbl>`,
    ),
  );
  assert.deepEqual(passages, [{
    heading: "a file > Refunds",
    content: "Within 30 days.\n\n- by card\n- by invoice\n\n| Plan | Days |\n| Pro | 60 |",
  }]);
});

Deno.test("A table gives a passage for each row, with the names of its columns", async () => {
  const passages = await passagesOf(
    "csv",
    '\uFEFFQuestion;Answer;Plan\r\n"How to ""export""?";"Settings;\nthen Export";all\r\n;;\r\nRefunds?;30 days;\r\n',
  );
  assert.deepEqual(passages, [
    {
      heading: 'a file > How to "export"?',
      content: 'Question: How to "export"?\nAnswer: Settings;\nthen Export\nPlan: all',
    },
    { heading: "a file > Refunds?", content: "Question: Refunds?\nAnswer: 30 days" },
  ]);
});

Deno.test("An API description gives a passage for each operation and schema", async () => {
  const yaml = `
openapi: 3.1.0
info: { title: Acme API, version: "2", description: Everything about Acme. }
components:
  parameters: { Id: { name: id, in: path, required: true, schema: { type: string } } }
  schemas:
    Refund: { description: Money back., required: [days], properties: { days: { type: integer, description: How long } } }
paths:
  /refunds/{id}:
    parameters: [ { $ref: "#/components/parameters/Id" } ]
    get: { summary: Get a refund, description: Finds one., responses: { "200": { description: It is here } } }
    delete: { responses: {} }
`;
  const passages = await passagesOf("openapi", yaml);
  assert.deepEqual(passages.map(({ heading }) => heading), [
    "Acme API",
    "Acme API > Get a refund (GET /refunds/{id})",
    "Acme API > DELETE /refunds/{id}",
    "Acme API > Schema Refund",
  ]);
  assert.match(passages[1]!.content, /- id \(path, string, required\)/);
  assert.match(passages[1]!.content, /- 200: It is here/);
  assert.match(passages[3]!.content, /- days \(integer, required\): How long/);
});

Deno.test("An alias bomb of a YAML description is refused, not unfolded", async () => {
  const lines = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? '"x"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(inner).join(", ")}]`;
  });
  await refuses(read("openapi", lines.join("\n")), /neither JSON nor YAML|no `openapi` field/);
});

Deno.test("Archives of Git hosts give their documents, each under its path", async () => {
  const files = {
    "repo-main/docs/export.md": "---\ntitle: Exports\n---\nExport as CSV.",
    "repo-main/docs/.hidden/x.md": "no",
    "repo-main/node_modules/x/readme.md": "no",
    "repo-main/src/main.ts": "no",
    "repo-main/README.md": "# Acme\n\nHello.",
  };
  for (const bytes of [await makeZip(files), await makeTarGz(files)]) {
    const { documents } = await read("archive", bytes);
    assert.deepEqual(
      documents.map(({ address, title, passages }) => [address, title, passages[0]!.heading]),
      [["docs/export.md", "Exports", "Exports"], ["README.md", "Acme", "Acme"]],
    );
    const inDocs = await read("archive", bytes, "x", "/docs/");
    assert.equal(inDocs.documents.length, 1);
  }
});

Deno.test("A file's bytes decide what it is, and programs are none of it", () => {
  assert.equal(formatOfFile("report.txt", makePdf(["x"])), "pdf");
  assert.equal(formatOfFile("notes.MD", bytesOf("# x")), "markdown");
  assert.equal(formatOfFile("notes.md", new Uint8Array([1, 0, 2])), null);
  assert.equal(formatOfFile("setup.exe", bytesOf("MZ")), null);
  assert.equal(formatOfFile("noname", bytesOf("x")), null);
});

Deno.test({
  name: "A document that takes too long is given up, and the next one is read",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const parser = createParser();
    try {
      const pdf = makePdf(["Fine"]);
      const [first] = (await parser.read({ format: "pdf", bytes: pdf, name: "a.pdf" })).documents;
      assert.equal(first!.passages[0]!.content, "Fine");
      await refuses(
        parser.read({ format: "pdf", bytes: bytesOf("%PDF-"), name: "b" }),
        /not a PDF/,
      );
      const busy = createParser({ timeoutMilliseconds: 1 });
      const huge = bytesOf("<p>a</p>".repeat(500_000));
      await refuses(busy.read({ format: "html", bytes: huge, name: "c" }), /took longer than/);
      busy.close();
    } finally {
      parser.close();
    }
  },
});

Deno.test({
  name: "A small file that unpacks to a large one is given up before the memory is used up",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const bomb = await makePdfBomb(600_000_000);
    assert.ok(bomb.length < 100_000, `${bomb.length} bytes`);
    const parser = createParser({ memoryBytes: 200_000_000 });
    try {
      await refuses(parser.read({ format: "pdf", bytes: bomb, name: "a.pdf" }), /too much memory/);
    } finally {
      parser.close();
    }
  },
});
