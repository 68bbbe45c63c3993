/** An OpenAPI document or a part of one. `any`: it is read from a file and walked. */
// deno-lint-ignore no-explicit-any
type Node = any;

/** Which way a schema is used: callers write what is sent, and read what is answered. */
type Side = "sent" | "answered";

/**
 * What a program written for one version of the document would trip over in another one; empty when
 * it would not notice. What may be added is in docs/v1/versioning.md.
 */
export function incompatibilities(old: Node, now: Node): string[] {
  const faults: string[] = [];
  for (const [path, methods] of Object.entries<Node>(old.paths)) {
    for (const [method, before] of Object.entries<Node>(methods)) {
      const after = now.paths[path]?.[method];
      const name = `${method.toUpperCase()} ${path}`;
      if (!after) {
        faults.push(`${name} is gone`);
        continue;
      }
      const compare = new Comparison(old, now, name, faults);
      if (before.operationId !== after.operationId) {
        faults.push(`${name} is called ${after.operationId}, not ${before.operationId}`);
      }
      if (rank(after["x-scope"]) > rank(before["x-scope"])) {
        faults.push(`${name} needs a key with a wider scope`);
      }
      compare.parameters(before.parameters ?? [], after.parameters ?? []);
      compare.bodies(before.requestBody, after.requestBody);
      compare.answers(before.responses, after.responses);
    }
  }
  return [...new Set(faults)];
}

const rank = (scope: string) => ["read", "write", "full"].indexOf(scope);

class Comparison {
  readonly #seen = new Set<string>();

  constructor(
    readonly old: Node,
    readonly now: Node,
    readonly name: string,
    readonly faults: string[],
  ) {}

  parameters(before: Node[], after: Node[]): void {
    const known = (node: Node, document: Node) => resolve(node, document);
    const news = after.map((node) => known(node, this.now));
    const olds = before.map((node) => known(node, this.old));
    const same = (one: Node) => (other: Node) => one.name === other.name && one.in === other.in;
    for (const one of olds) {
      const other = news.find(same(one));
      if (!other) this.#tell(one.name, "is not taken any more");
      else {
        if (other.required && !one.required) this.#tell(one.name, "is required now");
        this.#schemas(one.schema, other.schema, "sent", one.name);
      }
    }
    for (const one of news) {
      if (one.required && !olds.some(same(one))) this.#tell(one.name, "is new and required");
    }
  }

  bodies(before: Node, after: Node): void {
    if (!before) {
      if (after?.required) this.#tell("the body", "is new and required");
      return;
    }
    if (!after) return this.#tell("the body", "is not taken any more");
    if (after.required && !before.required) this.#tell("the body", "is required now");
    this.#contents(before.content, after.content, "sent", "");
  }

  answers(before: Node, after: Node): void {
    for (const [status, given] of Object.entries<Node>(before)) {
      const one = resolve(given, this.old);
      const other = resolve(after[status], this.now);
      if (!other) this.#tell(`the answer ${status}`, "is gone");
      else this.#contents(one.content ?? {}, other.content ?? {}, "answered", "");
    }
  }

  #contents(before: Node, after: Node, side: Side, path: string): void {
    for (const [type, { schema }] of Object.entries<Node>(before)) {
      if (!after[type]) this.#tell(type, `is not ${side} any more`);
      else this.#schemas(schema, after[type].schema, side, path);
    }
  }

  #schemas(before: Node, after: Node, side: Side, path: string): void {
    const key = JSON.stringify([before.$ref, after.$ref, side]);
    if (before.$ref && this.#seen.has(key)) return;
    this.#seen.add(key);
    const one = resolve(before, this.old);
    const other = resolve(after, this.now);
    if (one.anyOf || other.anyOf) {
      const choices = (schema: Node): Node[] => schema.anyOf ?? [schema];
      const [from, to] = side === "sent" ? [one, other] : [other, one];
      if (choices(from).length > choices(to).length) this.#tell(path, "has other types");
      for (const [index, choice] of choices(one).entries()) {
        const match = choices(other)[index];
        if (match) this.#schemas(choice, match, side, path);
      }
      return;
    }
    this.#types(one, other, side, path);
    this.#limits(one, other, side, path);
    this.#fields(one, other, side, path);
    if (one.items && other.items) this.#schemas(one.items, other.items, side, `${path}[]`);
  }

  #types(one: Node, other: Node, side: Side, path: string): void {
    const types = (schema: Node): string[] => [schema.type ?? []].flat();
    // A reader has to know every type it meets; a writer keeps to those it knows.
    const [all, some] = side === "sent" ? [other, one] : [one, other];
    const isWider = (type: string) =>
      types(all).includes(type) || (type === "integer" && types(all).includes("number"));
    if (types(all).length > 0 && !types(some).every(isWider)) {
      this.#tell(path, `has other types (${types(one)} before, ${types(other)} now)`);
    }
    const gone = one.enum?.filter((word: unknown) => other.enum && !other.enum.includes(word)) ??
      [];
    if (gone.length > 0) this.#tell(path, `does not know ${gone.join(", ")} any more`);
    if (side === "sent" && other.enum && !one.enum) this.#tell(path, "takes some words only");
  }

  #limits(one: Node, other: Node, side: Side, path: string): void {
    if (side === "answered") return;
    for (const limit of ["maxLength", "maxItems", "maximum"]) {
      if (other[limit] < (one[limit] ?? Infinity)) this.#tell(path, `has a lower ${limit}`);
    }
    for (const limit of ["minLength", "minItems", "minimum", "minProperties"]) {
      if (other[limit] > (one[limit] ?? -Infinity) && other[limit] !== 0) {
        this.#tell(path, `has a higher ${limit}`);
      }
    }
    for (const form of ["format", "pattern"]) {
      if (other[form] !== undefined && other[form] !== one[form]) this.#tell(path, `has a ${form}`);
    }
    if (JSON.stringify(one.default) !== JSON.stringify(other.default)) {
      this.#tell(path, "means something else when it is left out");
    }
  }

  #fields(one: Node, other: Node, side: Side, path: string): void {
    const at = (field: string) => (path ? `${path}.${field}` : field);
    const required: string[] = other.required ?? [];
    for (const [field, schema] of Object.entries<Node>(one.properties ?? {})) {
      const match = other.properties?.[field];
      if (!match) this.#tell(at(field), `is not ${side} any more`);
      else {
        this.#schemas(schema, match, side, at(field));
        if (side === "answered" && one.required?.includes(field) && !required.includes(field)) {
          this.#tell(at(field), "is not always answered any more");
        }
      }
    }
    if (side === "answered") return;
    for (const field of required) {
      if (!one.required?.includes(field)) this.#tell(at(field), "is required now");
    }
  }

  #tell(path: string, what: string): void {
    this.faults.push(`${this.name}: ${path || "the body"} ${what}`);
  }
}

function resolve(node: Node, document: Node): Node {
  if (!node?.$ref) return node;
  const parts: string[] = node.$ref.slice(2).split("/");
  return parts.reduce((inner, part) => inner?.[part], document);
}
