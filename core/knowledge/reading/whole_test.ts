import assert from "node:assert/strict";
import type { Sql } from "../../db/mod.ts";
import { dbTest } from "../../db/testing.ts";
import { AppError } from "../../errors.ts";
import { bytesOf, makePdf, makeTarGz, makeZip } from "../formats/testing/files.ts";
import { getKnowledge, searchKnowledge } from "../mod.ts";
import type { NewReadSource } from "../source_settings.ts";
import { createSource, refreshSource, updateSource, type UploadedFile } from "../sources.ts";
import { startSite } from "../testing/fake_site.ts";
import { readAll, statusOf } from "../testing/reading.ts";
import { linkBaseOf } from "./git_hosts.ts";

const projectId = "proj_a";

const start = (sql: Sql) => sql`insert into projects (id, name) values (${projectId}, 'A')`;
const fileOf = (name: string, bytes: Uint8Array | string): UploadedFile => ({
  ...{ name, type: "" },
  bytes: typeof bytes === "string" ? bytesOf(bytes) : bytes,
});

async function addAndRead(
  sql: Sql,
  input: Partial<NewReadSource> & { kind: NewReadSource["kind"] },
  file: UploadedFile | null = null,
) {
  const { id } = await createSource(sql, projectId, { name: "", ...input }, file);
  await readAll(sql, projectId, id);
  return await getKnowledge(sql, projectId, id);
}

dbTest("An uploaded file is found after it was read, and a broken one says why", async (sql) => {
  await start(sql);
  const pdf = fileOf("C:\\docs\\terms.pdf", makePdf(["Cancel within thirty days", "Pay by card"]));
  const source = await addAndRead(sql, { kind: "file" }, pdf);
  assert.equal(source.status, "ready");
  assert.equal(source.name, "C:\\docs\\terms.pdf");
  assert.equal(source.file_name, "terms.pdf");
  assert.equal(source.passage_count, 2);
  const [found] = await searchKnowledge(sql, projectId, "when can I cancel?");
  assert.equal(found!.heading, "terms > Page 1");
  const broken = await addAndRead(sql, { kind: "file", name: "B" }, fileOf("b.pdf", "%PDF-1.4"));
  assert.equal(broken.status, "failed");
  assert.match(broken.error!, /broken or not a PDF/);
  // The file is replaced, and what it said before is gone.
  await updateSource(sql, projectId, source.id, {}, fileOf("t.md", "# Terms\n\nCancel any time."));
  await readAll(sql, projectId, source.id);
  assert.deepEqual(await statusOf(sql, projectId, source.id), [
    "t.md: ready",
    "terms.pdf: gone (The file is not there any more.)",
  ]);
  assert.equal((await getKnowledge(sql, projectId, source.id)).passage_count, 1);
  assert.equal((await searchKnowledge(sql, projectId, "pay by card")).length, 0);
});

dbTest("Bad sources are refused by field before anything is stored", async (sql) => {
  await start(sql);
  const png = fileOf("x.png", new Uint8Array([0x89, 0x50, 0]));
  const cases: [
    Partial<NewReadSource> & { kind: NewReadSource["kind"] },
    UploadedFile | null,
    string,
  ][] = [
    [{ kind: "website", name: "x" }, null, "url"],
    [{ kind: "website", name: "x", url: "ftp://x.example" }, null, "url"],
    [{ kind: "website", url: "https://u:p@x.example" }, null, "url"],
    [
      { kind: "website", url: "https://x.example", settings: { max_pages: 6_000 } },
      null,
      "settings.max_pages",
    ],
    [
      { kind: "website", url: "https://x.example", settings: { mode: "all" as never } },
      null,
      "settings.mode",
    ],
    [
      { kind: "website", url: "https://x.example", settings: { path_prefix: "docs" } },
      null,
      "settings.path_prefix",
    ],
    [{ kind: "website", url: "https://x.example" }, png, "file"],
    [{ kind: "website", url: "https://x.example", schedule: "hourly" as never }, null, "schedule"],
    [{ kind: "file" }, null, "name"],
    [{ kind: "file", name: "x" }, null, "file"],
    [{ kind: "file" }, png, "file"],
    [{ kind: "file" }, fileOf("x.md", ""), "file"],
    [{ kind: "openapi", name: "x" }, null, "url"],
    [{ kind: "docs_archive", name: "x", settings: { folder: "../x" } }, null, "settings.folder"],
    [{ kind: "openapi", url: "https://x.example" }, fileOf("x.json", "{}"), "file"],
  ];
  for (const [input, file, field] of cases) {
    await assert.rejects(
      createSource(sql, projectId, { name: "", ...input }, file),
      (error) => error instanceof AppError && error.details?.[0]?.field === field,
      JSON.stringify(input),
    );
  }
  const large = fileOf("x.md", new Uint8Array(20_000_001).fill(65));
  await assert.rejects(
    createSource(sql, projectId, { kind: "file", name: "x" }, large),
    (error) => error instanceof AppError && error.status === 413,
  );
  assert.equal((await sql`select 1 from knowledge_sources`).length, 0);
});

dbTest("An API description is read from its address, and again by difference", async (sql) => {
  await start(sql);
  const spec = {
    openapi: "3.0.3",
    info: { title: "Acme" },
    paths: { "/refunds": { post: { summary: "Refund an order", responses: {} } } },
  };
  const site = startSite({
    "/openapi.json": () => Response.json(spec),
    "/moved": new Response(null, { status: 302, headers: { location: "/openapi.json" } }),
    "/away": new Response(null, {
      status: 302,
      headers: { location: "http://169.254.169.254/openapi.json" },
    }),
  });
  try {
    const input = { kind: "openapi" as const, name: "API", schedule: "weekly" as const };
    const source = await addAndRead(sql, { ...input, url: `${site.url}/moved` });
    assert.equal(source.status, "ready");
    assert.ok(source.next_read_at! > new Date());
    const [found] = await searchKnowledge(sql, projectId, "refund an order");
    assert.equal(found!.heading, "Acme > Refund an order (POST /refunds)");
    assert.equal(found!.url, `${site.url}/moved`);
    const rows = () => sql`select id, xmin::text from knowledge_passages order by id`;
    const before = await rows();
    await refreshSource(sql, projectId, source.id);
    await readAll(sql, projectId, source.id);
    assert.deepEqual([...await rows()], [...before]);
    const away = await addAndRead(sql, { kind: "openapi", name: "x", url: `${site.url}/away` });
    assert.match(away.error!, /private network/);
    const none = await addAndRead(sql, { kind: "openapi", name: "x", url: `${site.url}/none` });
    assert.equal(none.error, "There is nothing at this address (404).");
  } finally {
    await site.close();
  }
});

dbTest("An archive's files are documents of their own, cited at their place", async (sql) => {
  await start(sql);
  let files: Record<string, string> = {
    "repo-main/docs/export.md": "# Export\n\nChoose CSV in the settings.",
    "repo-main/docs/broken.html": "<div>".repeat(5_000),
    "repo-main/README.md": "# Acme\n\nWelcome.",
  };
  const site = startSite({
    "/docs.tar.gz": async () => new Response(await makeTarGz(files) as BodyInit),
  });
  try {
    const settings = { folder: "docs", link_base: "https://git.example/acme/blob/main" };
    const url = `${site.url}/docs.tar.gz`;
    const source = await addAndRead(sql, { kind: "docs_archive", name: "Docs", url, settings });
    assert.equal(source.status, "partly");
    assert.deepEqual(await statusOf(sql, projectId, source.id), [
      "docs/broken.html: failed (The page nests its elements too deeply to be read.)",
      "docs/export.md: ready",
    ]);
    const [found] = await searchKnowledge(sql, projectId, "export as csv");
    assert.equal(found!.url, "https://git.example/acme/blob/main/docs/export.md");
    files = { "repo-main/docs/import.md": "# Import\n\nUpload a spreadsheet." };
    await refreshSource(sql, projectId, source.id);
    await readAll(sql, projectId, source.id);
    assert.equal((await searchKnowledge(sql, projectId, "export as csv")).length, 0);
    assert.equal((await searchKnowledge(sql, projectId, "upload a spreadsheet")).length, 1);
    assert.equal((await getKnowledge(sql, projectId, source.id)).status, "ready");
  } finally {
    await site.close();
  }
  const zip = await makeZip({ "a.md": "# A\n\nAbout axolotls." });
  const uploaded = await addAndRead(sql, { kind: "docs_archive" }, fileOf("docs.zip", zip));
  assert.equal(uploaded.status, "ready");
});

Deno.test("Archives of Git hosts lead back to their files", () => {
  const cases: [string, string | null][] = [
    [
      "https://github.com/a/b/archive/refs/heads/main.zip",
      "https://github.com/a/b/blob/main/",
    ],
    [
      "https://gitlab.example/g/s/p/-/archive/v1/p-v1.tar.gz",
      "https://gitlab.example/g/s/p/-/blob/v1/",
    ],
    ["https://codeberg.org/a/b/archive/main.zip", "https://codeberg.org/a/b/src/branch/main/"],
    ["https://example.com/docs.zip", null],
  ];
  for (const [url, base] of cases) assert.equal(linkBaseOf(url), base);
});
