import { openapi } from "../document.ts";
import { problemCodes } from "../problem_codes.ts";
import { type Html, html, inline } from "./html.ts";
import { operationPart } from "./operation_part.ts";
import { schemaPart } from "./schema_part.ts";

/** A part of the document. `any`: it has many shapes. */
// deno-lint-ignore no-explicit-any
type Node = any;

/** A text as part of an address: "Product scopes" is `product-scopes`. */
const slug = (text: string) => text.toLowerCase().replace(/\W+/g, "-");

function frame(title: string, body: Html): string {
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/reference.css">
        <script src="/reference.js" type="module"></script>
      </head>
      <body>
    <a class="skip" href="#main">To the content</a>
    ${body}
      </body>
    </html>
  `.text;
}

/** The reference of every operation, as a page. */
export function referencePage(): string {
  const document: Node = openapi();
  const operations = Object.entries<Node>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Node>(methods).map(([method, operation]) => ({ path, method, operation }))
  );
  const groups = document.tags.map(({ name, description }: Record<string, string>) => ({
    name: name!,
    description: description!,
    members: operations.filter(({ operation }) => operation.tags[0] === name),
  }));
  const navigation = groups.map(({ name, members }: typeof groups[number]) =>
    html`<li><a href="#${slug(name)}">${name}</a><ul>${
      members.map(({ operation }: Node) =>
        html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`
      )
    }</ul></li>`
  );
  const sections = groups.map(({ name, description, members }: typeof groups[number]) =>
    html`<section id="${slug(name)}">
<h2 id="${slug(name)}-title">${name}</h2><p>${description}</p>
${
      members.map(({ method, path, operation }: Node) =>
        operationPart(method, path, operation, document)
      )
    }</section>`
  );
  const schemas = Object.entries<Node>(document.components.schemas)
    .map(([name, schema]) => schemaPart(name, schema));
  return frame(
    "API reference",
    html`
      <header>
        <p class="brand"><a href="/">Hissuno</a></p>
        <form class="key" data-key><label for="key">Your key</label><input id="key" type="password"
      autocomplete="off" spellcheck="false" aria-describedby="key-note"><span id="key-note">Stays in this
      page: it is forgotten when you leave it.</span></form>
      </header>
      <div class="columns">
        <nav aria-label="Operations">
          <ul>${navigation}<li><a href="#schemas">Schemas</a></li></ul>
        </nav>
        <main id="main" tabindex="-1">
      <h1>API reference</h1>
      <p>Version ${document.info.version}. ${document.info.description}</p>
      <p>Every call carries a key in the header <code>Authorization: Bearer</code>. Keys are made on the
      Access page of a project. The whole reference is also an
      <a href="/v1/openapi.json">OpenAPI document</a>; every error is explained on the page
      <a href="/v1/reference/errors">Errors</a>.</p>
      ${sections}
      <section id="schemas"><h2 id="schemas-title">Schemas</h2>
      ${schemas}</section>
        </main>
      </div>
    `,
  );
}

/** What every error's code means; each `type` of an error leads here. */
export function errorsPage(): string {
  const codes = Object.entries(problemCodes).map(([code, { status, title, remedy }]) =>
    html`
      <section id="${code}">
        <h2 id="${code}-title"><code>${code}</code></h2>
        <p><strong>${status.join(" or ")}</strong> ${title}.</p>
        <p>${inline(remedy)}</p>
      </section>
    `
  );
  return frame(
    "API errors",
    html`
      <header>
        <p class="brand"><a href="/">Hissuno</a></p>
      </header>
      <main id="main" class="single" tabindex="-1">
      <h1>Errors</h1>
      <p><a href="/v1/reference">API reference</a></p>
      <p>An error is an <code>application/problem+json</code>: <code>code</code> is for programs,
      <code>detail</code> for people, <code>errors</code> names each field at fault, and
      <code>request_id</code> finds the request in the server's log.</p>
      ${codes}</main>
    `,
  );
}
