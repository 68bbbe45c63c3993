import { type Html, html, inline, prose } from "./html.ts";
import { fieldRow, fieldTable, nameOf, schemaLink } from "./schema_part.ts";

/** A part of the document. `any`: it has many shapes. */
// deno-lint-ignore no-explicit-any
type Node = any;

const SCOPES: Record<string, string> = {
  read: "A key of any scope.",
  write: "A key of scope write or full.",
  full: "A key of scope full.",
};

/** What an operation is called with, as a shell command; ids are those of variables. */
export function curlOf(method: string, path: string, example: unknown): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name) => `$${name.toUpperCase()}`);
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} "$HISSUNO/v1${address}"`,
    `  -H "Authorization: Bearer $KEY"`,
  ];
  if (example !== undefined) {
    lines.push(
      `  -H "Content-Type: application/json"`,
      `  -d '${JSON.stringify(example, null, 2).replaceAll("'", `'\\''`)}'`,
    );
  }
  return lines.join(" \\\n");
}

/** Everything about one operation, with a form that calls it. */
export function operationPart(method: string, path: string, operation: Node, document: Node): Html {
  const { operationId: id, summary, description, requestBody } = operation;
  const parameters = (operation.parameters ?? []).map((one: Node) =>
    one.$ref ? document.components.parameters[one.$ref.split("/").at(-1)] : one
  );
  const content = requestBody?.content["application/json"];
  const verb = method.toUpperCase();
  return html`<section class="operation" id="${id}">
<h3 id="${id}-title">${summary}</h3>
<p class="line"><span class="method ${method}">${verb}</span> <code>/v1${path}</code></p>
${description && prose(description)}
${
    operation.deprecated &&
    html`<p class="warning">Deprecated. It goes on ${operation["x-sunset"]}.</p>`
  }
<p class="quiet">${SCOPES[operation["x-scope"]]}</p>
${
    parameters.length > 0 && html`<details><summary>Parameters</summary>${
      fieldTable(
        `Parameters of ${summary}`,
        parameters.map((one: Node) =>
          fieldRow(one.name, one.schema, one.required, one.description ?? "")
        ),
      )
    }</details>`
  }
${content && html`<p>Body: ${schemaLink(nameOf(content.schema)!)}</p>`}
<details><summary>Example</summary><pre tabindex="0"><code>${
    curlOf(verb, path, content?.example)
  }</code></pre></details>
<ul class="answers">${answersOf(operation)}</ul>
${tryPart(id, verb, path, summary, parameters, content)}
</section>`;
}

function answersOf(operation: Node): Html[] {
  return Object.entries<Node>(operation.responses)
    .filter(([status, { $ref }]) => !$ref && status !== "default")
    .map(([status, { description, content }]) => {
      const schema = content?.["application/json"]?.schema;
      return html`<li><strong>${status}</strong> ${inline(description)} ${
        schema && schemaLink(nameOf(schema)!)
      }</li>`;
    });
}

function tryPart(
  id: string,
  method: string,
  path: string,
  summary: string,
  parameters: Node[],
  content: Node,
): Html {
  const fields = parameters.filter(({ in: where }) => where !== "header").map((one) => {
    const { name, in: where, required } = one;
    const field = `${id}-${name}`;
    return html`
      <div
        class="field"><label for="${field}">${name}${required &&
          " (required)"}</label><input id="${field}" name="${name}" data-in="${where}" ${required &&
          html`required`} autocomplete="off" spellcheck="false"></div>
    `;
  });
  const text = content?.example === undefined ? "" : JSON.stringify(content.example, null, 2);
  const rows = Math.min(14, Math.max(3, text.split("\n").length));
  return html`
    <details class="try">
      <summary>Try it</summary>
      <form data-method="${method}" data-path="/v1${path}" aria-label="Try: ${summary}">
    <div class="fields">${fields}</div>
    ${content && html`
      <div
        class="field"><label for="${id}-body">Body</label><textarea id="${id}-body" name="body" rows="${rows}" spellcheck="false">${text}</textarea></div>
    `}
    <button type="submit">Send</button>
    <output aria-live="polite"></output>
      </form>
    </details>
  `;
}
