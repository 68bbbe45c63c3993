import assert from "node:assert/strict";
import { FormatProblem } from "./format_problem.ts";
import { readHtml } from "./html.ts";

Deno.test("A page's readable part is kept with headings, lists, tables and code", () => {
  const page = readHtml(`<!doctype html><html><head><title>Exports | Acme</title>
    <link rel="canonical" href="/docs/export"><base href="/docs/"></head><body>
    <nav><a href="/pricing">Pricing</a></nav><header><h1>Acme Help</h1></header>
    <main><h1>Exports <a class="anchor" href="#x">#</a></h1><p>Open   <b>Settings</b>,<br>then Export.</p>
    <h2>Formats</h2><ul><li>CSV<ul><li>with header</li></ul></li><li>JSON</li></ul>
    <ol><li>Open</li><li>Save</li></ol>
    <table><tr><th>Plan</th><th>Rows</th></tr><tr><td>Pro</td><td><p>1,000</p></td></tr></table>
    <pre><code>  export --all
  done</code></pre><p># not a heading, but long enough a text to count as the main part of a page, so that what is around it is left out.</p>
    <aside>Read also</aside><img src="x.png" alt="no"></main>
    <footer>Imprint</footer><script>alert("no")</script></body></html>`);
  assert.equal(page.title, "Exports");
  assert.equal(page.canonical, "/docs/export");
  assert.equal(page.base, "/docs/");
  assert.deepEqual(page.links.map(({ href }) => href), ["/pricing", "#x"]);
  assert.equal(
    page.text,
    `# Exports

Open Settings,
then Export.

## Formats

- CSV
  - with header
- JSON

1. Open
2. Save

| Plan | Rows |
| Pro | 1,000 |

\`\`\`
  export --all
  done
\`\`\`

\\# not a heading, but long enough a text to count as the main part of a page, so that what is around it is left out.`,
  );
});

Deno.test("Text that nobody sees is not read, and scripts never are", () => {
  const { text } = readHtml(`<body><p>Seen</p><p hidden>a</p><p aria-hidden="true">b</p>
    <p style="display: none">c</p><div style="VISIBILITY:hidden"><p>d</p></div>
    <span style="font-size:0px">e</span><template>f</template><noscript>g</noscript>
    <style>h{}</style><svg><text>i</text></svg><!-- j --><textarea>k</textarea>
    <script>l</script><p>Too</p></body>`);
  assert.equal(text, "Seen\n\nToo");
});

Deno.test("What a page asks of robots is known", () => {
  const meta = (content: string, name = "robots") =>
    readHtml(`<meta name="${name}" content="${content}"><a rel="nofollow ugc" href="/a">a</a>`);
  assert.deepEqual(
    [meta("NOINDEX, follow"), meta("none"), meta("index"), meta("noindex", "googlebot")]
      .map(({ noindex, nofollow }) => [noindex, nofollow]),
    [[true, false], [true, true], [false, false], [false, false]],
  );
  assert.deepEqual(meta("index").links, [{ href: "/a", nofollow: true }]);
});

Deno.test("Broken and hostile pages end in text or in a sentence, and soon", () => {
  const started = performance.now();
  assert.equal(readHtml("just text").text, "just text");
  assert.equal(readHtml("<p>a<p>b<table><td>c").text, "a\n\nb\n\n| c |");
  assert.equal(readHtml("").text, "");
  assert.equal(readHtml("<ul></ol></li><li>x</ul></table></pre></td>y").text, "- x\n\ny");
  for (
    const hostile of [
      "<div>".repeat(400_000),
      "<b>".repeat(200_000) + "</i>".repeat(200_000),
      "<table><tr><td>".repeat(100_000),
    ]
  ) assert.throws(() => readHtml(hostile), FormatProblem);
  for (
    const hostile of [
      "<a href=x>".repeat(200_000).slice(0, 2_000_000).replaceAll("<a href=x>", "<a href=x></a>"),
      "<p>" + "&amp;".repeat(400_000),
      "<!--" + "-".repeat(2_000_000),
      "<" + "a ".repeat(900_000) + ">",
      "<ul>" + "<li>x</li>".repeat(150_000),
      "\0\ud800".repeat(100_000),
    ]
  ) readHtml(hostile);
  const seconds = (performance.now() - started) / 1_000;
  assert.ok(seconds < 10, `It took ${seconds} s`);
});
