import assert from "node:assert/strict";
import fc from "fast-check";
import { makePdf } from "../core/knowledge/formats/testing/files.ts";
import { readAll } from "../core/knowledge/testing/reading.ts";
import { pageOf, startSite } from "../core/knowledge/testing/fake_site.ts";
import { apiTest, assertError, type Json, rowCounts, type TestApi } from "./testing.ts";

const sourcesOf = (api: TestApi, rest = "") =>
  `/api/projects/${api.projectId}/settings/knowledge-sources${rest}`;
const packagesOf = (api: TestApi, rest = "") =>
  `/api/projects/${api.projectId}/settings/knowledge-packages${rest}`;
const searchOf = (api: TestApi, query: Record<string, string>) =>
  `/api/projects/${api.projectId}/knowledge/search?${new URLSearchParams(query)}`;

/** A form as a program sends it. */
async function formCall(form: FormData) {
  const request = new Request("http://localhost", { method: "POST", body: form });
  const headers = { "content-type": request.headers.get("content-type")! };
  return { body: await request.arrayBuffer(), headers };
}

apiTest("A text is added, listed, found, changed and deleted", async (api) => {
  const { status, body } = await api.post(sourcesOf(api), {
    name: "Export",
    content: "# Export\n\nChoose CSV in the settings.",
    url: "https://example.com/export",
  });
  assert.equal(status, 201);
  const { id } = body.source;
  assert.equal(body.source.kind, "markdown");
  assert.deepEqual(body.source.package_ids, ["pack_default"]);
  const list = await api.get(sourcesOf(api));
  assert.deepEqual([list.body.total, list.body.sources[0].id], [1, id]);
  assert.ok(!("content" in list.body.sources[0]));
  const alias = await api.get(`/api/projects/${api.projectId}/knowledge`);
  assert.deepEqual(alias.body, list.body);
  const found = await api.get(searchOf(api, { q: "How do I exprot as csv?" }));
  const [passage] = found.body.passages;
  assert.equal(passage.source_id, id);
  assert.equal(passage.heading, "Export");
  assert.equal(passage.url, "https://example.com/export");
  assert.deepEqual(passage.why.words, [
    { word: "exprot", meant: "export" },
    { word: "csv", meant: null },
  ]);
  const patch = await api.call("PATCH", sourcesOf(api, `/${id}`), {
    json: { content: "Nothing.", package_ids: [] },
  });
  assert.equal(patch.body.source.content, "Nothing.");
  assert.deepEqual(patch.body.source.package_ids, []);
  assert.equal((await api.call("DELETE", sourcesOf(api, `/${id}`))).status, 204);
  assertError(await api.get(sourcesOf(api, `/${id}`)), 404);
});

apiTest("A website is added and read, its pages are listed and tried again", async (api) => {
  const site = startSite({
    "/": pageOf("Start", "About aardvarks.", ["/missing", "/b"]),
    "/b": pageOf("B", "About baboons."),
  });
  try {
    const added = await api.post(sourcesOf(api), {
      ...{ kind: "website", name: "Site", url: `${site.url}/`, schedule: "weekly" },
      settings: { max_pages: 10 },
    });
    assert.equal(added.status, 201);
    const { source } = added.body;
    assert.equal(source.status, "reading");
    assert.deepEqual(source.settings, {
      ...{ mode: "site", max_pages: 10, max_depth: 5, path_prefix: "" },
    });
    assertError(await api.post(sourcesOf(api, `/${source.id}/refresh`), undefined), 409);
    await readAll(api.sql, api.projectId, source.id);
    const { body } = await api.get(sourcesOf(api, `/${source.id}`));
    assert.equal(body.source.status, "partly");
    assert.deepEqual(body.source.progress, { total: 3, done: 3, failed: 1 });
    assert.ok(body.source.next_read_at > body.source.read_at);
    const pages = await api.get(sourcesOf(api, `/${source.id}/pages?status=failed`));
    assert.deepEqual(pages.body.pages.map(({ error }: Json) => error), [
      "There is nothing at this address (404).",
    ]);
    const first = await api.get(sourcesOf(api, `/${source.id}/pages?limit=2`));
    const next = first.body.next_cursor;
    const rest = await api.get(sourcesOf(api, `/${source.id}/pages?limit=2&cursor=${next}`));
    assert.deepEqual([first.body.pages.length, rest.body.pages.length], [2, 1]);
    site.pages["/missing"] = pageOf("Found", "About capybaras.");
    const retry = sourcesOf(api, `/${source.id}/pages/${pages.body.pages[0].id}/retry`);
    assert.equal((await api.post(retry, undefined)).status, 202);
    await readAll(api.sql, api.projectId, source.id);
    const found = await api.get(searchOf(api, { q: "capybaras" }));
    assert.equal(found.body.passages[0].url, `${site.url}/missing`);
  } finally {
    await site.close();
  }
});

apiTest("Files are uploaded as a form and as base64, each with its limits", async (api) => {
  const pdf = makePdf(["Cancel within thirty days"]);
  const form = new FormData();
  form.set("name", "Terms");
  form.set("file", new File([pdf as BlobPart], "terms.pdf"));
  const asForm = await api.call("POST", sourcesOf(api), await formCall(form));
  assert.equal(asForm.status, 201, asForm.text);
  assert.deepEqual([asForm.body.source.kind, asForm.body.source.file_name], ["file", "terms.pdf"]);
  const file = { name: "terms.pdf", data: pdf.toBase64() };
  const again = { headers: { "idempotency-key": "terms-1" } };
  const asJson = await api.post(sourcesOf(api), { file }, again);
  assert.equal(asJson.status, 201, asJson.text);
  const twice = await api.post(sourcesOf(api), { file }, again);
  assert.equal(twice.body.source.id, asJson.body.source.id);
  await readAll(api.sql, api.projectId, asJson.body.source.id);
  await readAll(api.sql, api.projectId, asForm.body.source.id);
  assert.equal((await api.get(searchOf(api, { q: "cancel" }))).body.total, 2);
  const before = await rowCounts(api.sql);
  const bad: [Json, number, RegExp][] = [
    [{ file: { name: "a.png", data: "iVBORw0KAAA=" } }, 422, /kind of file cannot be read/],
    [{ file: { name: "a.md", data: "***" } }, 422, /base64/],
    [{ file: { name: "a.md", data: "" } }, 422, /empty/],
    [{ kind: "website", name: "x" }, 422, /address is missing/],
    [{ kind: "website", url: "nope" }, 422, /not valid/],
    [{ kind: "website", url: "https://x.example", settings: { max_pages: 9e9 } }, 422, /1 to 5000/],
    [{ kind: "slack", name: "x" }, 422, /must be text, markdown/],
    [{ name: "x", content: "y", package_ids: ["pack_no"] }, 422, /no package pack_no/],
  ];
  for (const [json, status, pattern] of bad) {
    assertError(await api.post(sourcesOf(api), json), status, pattern);
  }
  const large = new FormData();
  large.set("file", new File([new Uint8Array(22_000_000)], "a.md"));
  assertError(await api.call("POST", sourcesOf(api), await formCall(large)), 413);
  const broken = {
    body: "no form",
    headers: { "content-type": "multipart/form-data; boundary=x" },
  };
  assertError(await api.call("POST", sourcesOf(api), broken), 400);
  assert.deepEqual(await rowCounts(api.sql), before);
});

apiTest("Packages are made, changed, searched and deleted", async (api) => {
  const [one, two] = await Promise.all(["aardvarks", "baboons"].map(async (word) => {
    const { body } = await api.post(sourcesOf(api), { name: word, content: `About ${word}.` });
    return body.source.id as string;
  }));
  const made = await api.post(packagesOf(api), { name: "Sales", source_ids: [one] });
  assert.equal(made.status, 201);
  const { id } = made.body.package;
  const find = async (q: string) =>
    (await api.get(searchOf(api, { q, package_ids: id }))).body.total;
  assert.deepEqual([await find("aardvarks"), await find("baboons")], [1, 0]);
  const changed = await api.call("PATCH", packagesOf(api, `/${id}`), {
    json: { name: "Sale", source_ids: [two] },
  });
  assert.deepEqual(changed.body.package.source_ids, [two]);
  assert.deepEqual([await find("aardvarks"), await find("baboons")], [0, 1]);
  const list = await api.get(packagesOf(api));
  assert.deepEqual(
    list.body.packages.map(({ name, source_count }: Json) => [name, source_count]),
    [["Default", 2], ["Sale", 1]],
  );
  assertError(await api.post(packagesOf(api), { name: "sale" }), 409);
  assertError(await api.call("DELETE", packagesOf(api, "/pack_default")), 409);
  assert.equal((await api.call("DELETE", packagesOf(api, `/${id}`))).status, 204);
  assertError(await api.get(packagesOf(api, `/${id}`)), 404);
  assertError(await api.get(searchOf(api, { q: "x", package_ids: id })), 400);
});

apiTest("No generated body about knowledge is a fault", async (api) => {
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("website", "https://x.example/", "\0", "\ud800", "markdown", "site"),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const body = fc.dictionary(
    fc.constantFrom(
      ..."kind name content url settings schedule package_ids file source_ids description".split(
        " ",
      ),
    ),
    fc.oneof(odd, fc.dictionary(fc.constantFrom("mode", "max_pages", "name", "data"), odd)),
  );
  const limits = { numRuns: 150, interruptAfterTimeLimit: 3_000, endOnFailure: true };
  for (const path of [sourcesOf(api), packagesOf(api)]) {
    await fc.assert(
      fc.asyncProperty(body, async (json) => {
        const answer = await api.post(path, json);
        assert.ok([201, 400, 409, 422].includes(answer.status), answer.text);
      }),
      limits,
    );
  }
  for (const id of ["x", "%00", "%ED%A0%80", "know_" + "0".repeat(26), "x".repeat(500)]) {
    for (const path of [sourcesOf(api, `/${id}`), packagesOf(api, `/${id}`)]) {
      assertError(await api.get(path), 404);
    }
    assertError(await api.post(sourcesOf(api, `/${id}/refresh`), undefined), 404);
    assertError(await api.get(sourcesOf(api, `/${id}/pages`)), 404);
  }
  assert.equal((await api.get(searchOf(api, { q: "\0\ud800 ' | & !", limit: "20" }))).status, 200);
  assertError(await api.get(searchOf(api, { q: "x", limit: "21" })), 400);
});
