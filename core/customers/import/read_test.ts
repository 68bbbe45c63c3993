import assert from "node:assert/strict";
import { AppError } from "../../errors.ts";
import { csvCell, csvLine } from "../csv_cell.ts";
import { checkMapping, guessColumns } from "./columns.ts";
import { type ImportFormat, readFile } from "./read_file.ts";
import { numberOf, readRow } from "./row.ts";

async function read(bytes: Uint8Array | string, format: ImportFormat = "csv", size = 7) {
  const all = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const pieces = async function* () {
    for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
  };
  const { rows, columns } = readFile(pieces(), format);
  const read: string[][] = [];
  for await (const row of rows) read.push(row);
  return { columns: columns(), rows: read };
}

async function refused(work: Promise<unknown>, sentence: RegExp): Promise<void> {
  const error = await work.then(() => null, (error) => error);
  assert.ok(error instanceof AppError, `${error}`);
  assert.match(error.message, sentence);
}

Deno.test("CSV is read with quotes, line ends in quotes, CRLF, empty lines and a byte order mark", async () => {
  const text =
    '\ufeffE-mail,Name,Note\r\n\r\njane@acme.com,"Smith, ""Jane""","two\r\nlines"\r\n,,\r\nx@y.z,X';
  for (const size of [1, 3, 1_000]) {
    assert.deepEqual(await read(text, "csv", size), {
      columns: ["E-mail", "Name", "Note"],
      rows: [["jane@acme.com", 'Smith, "Jane"', "two\nlines"], ["x@y.z", "X"]],
    });
  }
});

Deno.test("Semicolons, tabs and bars part columns where the first row has them", async () => {
  for (const mark of [";", "\t", "|"]) {
    const { columns, rows } = await read(`a${mark}"b, c${mark}"${mark}d\n1${mark}2,5${mark}3\n`);
    assert.deepEqual(columns, ["a", `b, c${mark}`.trim(), "d"]);
    assert.deepEqual(rows, [["1", "2,5", "3"]]);
  }
});

Deno.test("UTF-16 with its mark and Windows-1252 are understood", async () => {
  const wanted = { columns: ["Name"], rows: [["Jörg Müller"]] };
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...[..."Name\nJörg Müller"].flatMap((one) => {
      const code = one.charCodeAt(0);
      return [code & 255, code >> 8];
    }),
  ]);
  assert.deepEqual(await read(utf16), wanted);
  const latin = new Uint8Array([..."Name\nJörg Müller"].map((one) => one.charCodeAt(0)));
  assert.deepEqual(await read(latin), wanted);
  const late = new Uint8Array(400_000).fill(97);
  late.set([78, 10], 0);
  for (let at = 1_000; at < late.length; at += 1_000) late[at] = 10;
  late[399_500] = 0xe9;
  await refused(read(late, "csv", 65_536), /Save it as UTF-8/);
});

Deno.test("Files that cannot be read are refused with a reason", async () => {
  await refused(read(""), /is empty/);
  await refused(read("\n\n  \n"), /is empty/);
  await refused(read(`a,b\n"${"x".repeat(300_000)}`, "csv", 60_000), /cannot be read as CSV/);
  await refused(read("[{", "json"), /not complete JSON/);
  await refused(read("{}garbage", "json"), /not valid JSON|not complete/);
  await refused(read("[1, 2]", "json"), /Item 1 of the file is not an object/);
  await refused(read('[{"a": tru}]', "json"), /Item 1 of the file is not valid JSON/);
  await refused(read("hello", "json"), /not complete JSON|no list/);
  await refused(read(`${"a,".repeat(250)}b\n1`), /more than 200 columns/);
});

Deno.test("JSON is a list, a list in an object, or one object per line, in pieces of any size", async () => {
  const items = [
    { email: "a@b.c", company: { name: "A, [B]", domain: "b.c" }, tags: ["x", "y"] },
    { email: 'q"]}\\', seats: 3, vip: true, none: null },
  ];
  const [one, two] = items.map((item) => JSON.stringify(item));
  const wanted = {
    columns: ["email", "company.name", "company.domain", "tags", "seats", "vip"],
    rows: [["a@b.c", "A, [B]", "b.c", "x; y"], ['q"]}\\', "", "", "", "3", "true"]],
  };
  const texts = [
    `[${one},\n${two}]`,
    `{"mapping": {"list": [1, {"x": "]"}]}, "customers": [${one}, ${two}], "more": [3]}`,
    `${one}\n${two}\n`,
  ];
  for (const text of texts) {
    for (const size of [1, 5, 10_000]) {
      assert.deepEqual(await read(text, "json", size), wanted, `${text} by ${size}`);
    }
  }
  assert.deepEqual((await read("[]", "json")).rows, []);
});

Deno.test("Columns are guessed by their usual names, the rest become own fields", () => {
  const guess = guessColumns([
    "E-Mail Address",
    "First Name",
    "Nachname",
    "Company",
    "Website",
    "ARR",
    "MRR",
    "custom_fields.seats",
    "id",
  ]);
  assert.deepEqual(Object.values(guess), [
    "email",
    "first_name",
    "last_name",
    "company_name",
    "company_domain",
    "company_revenue",
    "custom:MRR",
    "custom:seats",
    "user_id",
  ]);
  const firms = guessColumns(["Name", "Domain", "Plan", "Region"]);
  assert.deepEqual(Object.values(firms), [
    "company_name",
    "company_domain",
    "company_plan",
    "company_custom:Region",
  ]);
  const wrong = (mapping: Record<string, unknown>) =>
    assert.throws(() => checkMapping(["a", "b"], mapping), AppError);
  wrong({ c: "email" });
  wrong({ a: "nonsense" });
  wrong({ a: "email", b: "email" });
  wrong({ a: "title" });
  wrong({ a: 5 });
  checkMapping(["a", "b"], { a: "external:zendesk", b: "" });
});

Deno.test("A row says what is wrong with it", () => {
  const error = (cells: Record<string, string>) => {
    const columns = Object.keys(cells);
    const mapping = Object.fromEntries(columns.map((column) => [column, column]));
    return readRow(columns, mapping, { number: 1, cells: Object.values(cells) });
  };
  assert.match(error({ email: "nobody" }).error!, /address such as/);
  assert.match(error({ name: "" }).error!, /says nobody/);
  assert.match(error({ phone: "1" }).error!, /no e-mail, name or id/);
  assert.match(
    error({ email: "a@gmail.com", company_plan: "pro" }).error!,
    /which: add its name or domain/,
  );
  assert.match(
    error({ email: "a@b.co", company_revenue: "lots" }).error!,
    /must be a number; it is "lots"/,
  );
  assert.match(error({ name: "x".repeat(300) }).error!, /at most 200/);
  const good = error({
    email: "A@b.co; second@b.co",
    first_name: "Ann",
    last_name: "Bo",
    company_revenue: "€ 1.200,50",
  });
  assert.equal(good.error, null);
  assert.equal(good.contact!.texts.name, "Ann Bo");
  assert.deepEqual(good.contact!.identities.map(({ value }) => value), ["a@b.co", "second@b.co"]);
  assert.deepEqual(good.company!.identities, [{ kind: "domain", value: "b.co" }]);
  assert.equal(good.company!.revenue, 1200.5);
});

Deno.test("Numbers are read as people write them", () => {
  const texts = [
    "1200",
    "1,200",
    "1.200",
    "1,200.50",
    "1.200,50",
    "12k",
    "$1.5M",
    "1 200 000 EUR",
    "-5",
    "0.125",
    "1'000",
  ];
  const wanted = [1200, 1200, 1200, 1200.5, 1200.5, 12000, 1.5e6, 1.2e6, -5, 0.125, 1000];
  assert.deepEqual(texts.map(numberOf), wanted);
  for (const text of ["", "n/a", "1e5x", "12-3", "one"]) {
    assert.ok(Number.isNaN(numberOf(text)), text);
  }
});

Deno.test("No cell of an export is a formula", () => {
  const begins = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1"];
  for (const text of begins) assert.match(csvCell(text), /^"?'/, JSON.stringify(text));
  assert.equal(csvCell(-5), "-5");
  assert.equal(csvLine(["a", 'b"c', null, "d,e"]), 'a,"b""c",,"d,e"\r\n');
});
