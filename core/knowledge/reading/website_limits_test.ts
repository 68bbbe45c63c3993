import assert from "node:assert/strict";
import { createWorker } from "../../jobs/mod.ts";
import { getKnowledge, searchKnowledge } from "../mod.ts";
import { refreshSource, stopSource } from "../sources.ts";
import { pageOf } from "../testing/fake_site.ts";
import { testReader, until } from "../testing/reading.ts";
import { html, projectId, siteTest } from "../testing/site_case.ts";

const chain = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `/docs/${index === 0 ? "" : index}`,
      pageOf(`Page ${index}`, `Text of page ${index}.`, [`/docs/${index + 1}`, "/docs/"]),
    ]),
  );

siteTest(
  "Limits of pages and of links hold, and one page is one page",
  chain(30),
  async (world) => {
    const { add, read, status } = world;
    const ready = async (id: string) => {
      await read(id);
      return (await status(id)).filter((line) => line.endsWith("ready")).length;
    };
    assert.equal(await ready(await add({ max_pages: 7, max_depth: 20 })), 7);
    assert.equal(await ready(await add({ max_depth: 3 })), 4);
    assert.equal(await ready(await add({ mode: "page" }, "/docs/5")), 1);
  },
);

siteTest(
  "A sitemap, packed or an index of others, says which pages are read",
  {
    "/sitemap.xml": (request) =>
      html(
        `<?xml version="1.0"?><sitemapindex><sitemap><loc>${
          request.url.replace(/sitemap\.xml$/, "pages.xml.gz").replace("127.0.0.1", "site.test")
        }</loc></sitemap><sitemap><loc>http://inside.test/x.xml</loc></sitemap></sitemapindex>`,
      ),
    "/help/a": pageOf("A", "About aardvarks.", ["/help/not-listed"]),
    "/help/b": pageOf("B", "About baboons."),
  },
  async ({ sql, site, add, read, status }) => {
    const list = (paths: string[]) => async () => {
      const xml = `<urlset xmlns="x">${
        [...paths, "https://elsewhere.example/"].map((path) =>
          `<url><loc>${path.startsWith("/") ? site.url + path : path}</loc></url>`
        ).join("")
      }</urlset>`;
      const packed = new Blob([xml]).stream().pipeThrough(new CompressionStream("gzip"));
      return new Response(await new Response(packed).arrayBuffer());
    };
    site.pages["/pages.xml.gz"] = list(["/help/a", "/help/b"]);
    const id = await add({ mode: "sitemap" }, "/sitemap.xml");
    await read(id);
    assert.deepEqual(await status(id), ["/help/a: ready", "/help/b: ready"]);
    site.pages["/pages.xml.gz"] = list(["/help/a"]);
    for (const expected of [1, 0]) {
      await refreshSource(sql, projectId, id);
      await read(id);
      assert.equal((await searchKnowledge(sql, projectId, "baboons")).length, expected);
    }
    const wrong = await add({ mode: "sitemap" }, "/help/a");
    await read(wrong);
    assert.match((await getKnowledge(sql, projectId, wrong)).error!, /no sitemap at this address/);
  },
);

siteTest(
  "A read can be stopped, and keeps what it has",
  chain(200),
  async ({ sql, add, status }) => {
    const id = await add({ max_depth: 20 });
    const reader = testReader(sql, { paceMilliseconds: 60 });
    const worker = createWorker({ sql, handlers: reader.handlers, pollMilliseconds: 20 });
    worker.start();
    try {
      await until(async () => (await getKnowledge(sql, projectId, id)).documents_done >= 3);
      await stopSource(sql, projectId, id);
      await until(async () => (await getKnowledge(sql, projectId, id)).status === "partly");
    } finally {
      await worker.stop(5_000);
      reader.close();
    }
    assert.match((await getKnowledge(sql, projectId, id)).error!, /Stopped by a person/);
    const lines = await status(id);
    assert.ok(
      lines.length >= 3 && lines.length < 30 && lines.every((line) => line.endsWith("ready")),
    );
  },
);

siteTest(
  "A site whose robots.txt fails is not read",
  { "/robots.txt": html("", {}, 503), "/docs/": pageOf("Start", "Text.") },
  async ({ sql, site, add, read }) => {
    const id = await add();
    await read(id);
    assert.deepEqual(site.hits, ["/robots.txt"]);
    const source = await getKnowledge(sql, projectId, id);
    assert.equal(source.status, "failed");
    assert.match(source.error!, /does not say what may be read/);
  },
);
