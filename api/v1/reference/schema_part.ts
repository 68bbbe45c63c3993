import { type Html, html, inline } from "./html.ts";

/** A part of the document. `any`: it has many shapes. */
// deno-lint-ignore no-explicit-any
type Node = any;

/** The name of a component that a schema refers to. */
export const nameOf = (schema: Node): string | null => schema?.$ref?.split("/").at(-1) ?? null;

/** A link to where a component is described. */
export function schemaLink(name: string): Html {
  return html`<a href="#schema-${name}">${name}</a>`;
}

/** What a schema is, in a few words. */
export function typeOf(schema: Node): Html {
  const name = nameOf(schema);
  if (name) return schemaLink(name);
  if (schema.anyOf) {
    const [first, ...rest] = schema.anyOf.map(typeOf) as Html[];
    return html`${first}${
      rest.map((one) =>
        html`
          or ${one}
        `
      )
    }`;
  }
  const types = [schema.type ?? "any"].flat();
  const words = schema.enum?.filter((word: unknown) => word !== null);
  const main = types.filter((type: string) => type !== "null").map((type: string) =>
    type === "array"
      ? html`list of ${typeOf(schema.items ?? {})}`
      : words
      ? html`${
        words.map((word: string, index: number) =>
          html`${index > 0 ? " · " : ""}<code>${word}</code>`
        )
      }`
      : type === "string"
      ? html`${schema.format === "date-time" ? "time" : "text"}`
      : html`${type}`
  );
  return html`${main}${types.includes("null") ? " or null" : ""}`;
}

/** The bounds of a schema, in a few words. */
export function limitsOf(schema: Node): string {
  const parts: string[] = [];
  const range = (least: string, most: string, unit: string) => {
    const [from, to] = [schema[least], schema[most]];
    if (from !== undefined && to !== undefined) parts.push(`${from} to ${to}${unit}`);
    else if (to !== undefined) parts.push(`at most ${to}${unit}`);
    else if (from !== undefined && from > 0) parts.push(`at least ${from}${unit}`);
  };
  range("minLength", "maxLength", " characters");
  range("minItems", "maxItems", " items");
  range("minimum", "maximum", "");
  if (schema.default !== undefined) parts.push(`${JSON.stringify(schema.default)} if left out`);
  return parts.join(", ");
}

/** One row of a table of fields. */
export function fieldRow(name: string, schema: Node, isRequired: boolean, more = ""): Html {
  const description = [schema.description ?? more, limitsOf(schema)].filter(Boolean);
  return html`
    <tr>
      <th scope="row"><code>${name}</code>${isRequired && html`
        <span class="required">required</span>
      `}</th>
      <td>${typeOf(schema)}</td>
      <td>${description.map((text, index) =>
        html`${index > 0 ? " " : ""}${inline(sentence(text))}`
      )}</td>
    </tr>
  `;
}

const sentence = (text: string) => {
  const line = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.:]$/.test(line) ? line : `${line}.`;
};

/** A table of fields under a caption that is read out, not shown. */
export function fieldTable(caption: string, rows: Html[]): Html {
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="${caption}">
      <table>
        <caption>${caption}</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

/** A component with its fields, those within it included. */
export function schemaPart(name: string, schema: Node): Html {
  return html`<section class="schema" id="schema-${name}">
<h3 id="schema-${name}-title">${name}</h3>
${schema.description && html`<p>${inline(schema.description)}</p>`}
${fieldTable(`Fields of ${name}`, rowsOf(schema, ""))}
</section>`;
}

function rowsOf(schema: Node, path: string): Html[] {
  const required: string[] = schema.required ?? [];
  return Object.entries<Node>(schema.properties ?? {}).flatMap(([field, inner]) => {
    const name = path + field;
    const within = inner.type === "array" ? inner.items : inner;
    const below = within?.properties
      ? rowsOf(within, `${name}${within === inner ? "." : "[]."}`)
      : [];
    // What is answered has its fields without anybody giving them.
    const isSent = schema.additionalProperties === false;
    return [fieldRow(name, inner, isSent && required.includes(field)), ...below];
  });
}
