import { Ajv, type ValidateFunction } from "ajv";

type Json = Record<string, unknown>;

/**
 * A vendor's own OpenAPI description (or the part of it that a plugin uses), to check a fake by: what
 * the fake answers must be what the vendor describes.
 */
export class VendorSpec {
  readonly #spec: Json;
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(spec: unknown) {
    this.#spec = withNullTypes(spec) as Json;
    this.#ajv.addSchema(this.#spec, "spec");
  }

  /**
   * How an answer differs from its description; empty when it does not.
   *
   * @param path the request's path without host, such as `/conversations/123`
   */
  answerFaults(method: string, path: string, status: number, body: unknown): string[] {
    const template = this.#templateOf(path);
    if (!template) return [`${method} ${path}: the vendor describes no such path`];
    const at = ["paths", template, method.toLowerCase(), "responses"];
    const responses = this.#get(at) as Json | undefined;
    if (!responses) return [`${method} ${template}: the vendor describes no such method`];
    const code = [String(status), `${String(status)[0]}XX`, "default"].find((one) =>
      one in responses
    );
    if (!code) return [`${method} ${template}: the vendor describes no answer ${status}`];
    return this.#faults([...at, code], `${method} ${template} ${status}`, body);
  }

  /** How a request's JSON body differs from its description. */
  requestFaults(method: string, path: string, body: unknown): string[] {
    const template = this.#templateOf(path);
    if (!template) return [`${method} ${path}: the vendor describes no such path`];
    const at = ["paths", template, method.toLowerCase(), "requestBody"];
    if (!this.#get(at)) return [];
    return this.#faults(at, `${method} ${template}`, body);
  }

  #faults(at: string[], label: string, body: unknown): string[] {
    const owner = this.#follow(at);
    const content = this.#get([...owner, "content"]) as Json | undefined;
    const type = Object.keys(content ?? {}).find((one) => one.includes("json"));
    if (!type || !this.#get([...owner, "content", type, "schema"])) return [];
    const pointer = [...owner, "content", type, "schema"]
      .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join(
        "/",
      );
    let validate = this.#compiled.get(pointer);
    if (!validate) {
      validate = this.#ajv.compile({ $ref: `spec#/${pointer}` });
      this.#compiled.set(pointer, validate);
    }
    if (validate(body)) return [];
    return validate.errors!.map(({ instancePath, message }) =>
      `${label}: ${instancePath} ${message}`
    );
  }

  /** The path of a part, through a `$ref` when it is one. */
  #follow(at: string[]): string[] {
    const ref = (this.#get(at) as Json | undefined)?.$ref;
    return typeof ref === "string"
      ? ref.slice(2).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
      : at;
  }

  #get(path: string[]): unknown {
    return path.reduce((value: unknown, part) => (value as Json | undefined)?.[part], this.#spec);
  }

  #templateOf(path: string): string | undefined {
    const bare = path.split("?")[0]!;
    const templates = Object.keys(this.#spec.paths as Json);
    return templates.find((one) => one === bare) ?? templates.find((one) => {
      const pattern = one.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+");
      return new RegExp(`^${pattern}$`).test(bare);
    });
  }
}

/** OpenAPI 3.0 writes `nullable: true` where JSON Schema has a type "null". */
function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withNullTypes(inner)]),
  );
  if (copy.nullable !== true) return copy;
  delete copy.nullable;
  if (Array.isArray(copy.enum)) copy.enum = [...copy.enum, null];
  if (typeof copy.type === "string") return { ...copy, type: [copy.type, "null"] };
  return { anyOf: [copy, { type: "null" }] };
}
