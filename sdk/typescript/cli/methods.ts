import table from "../operations.json" with { type: "json" };
import { UsageError } from "./faults.ts";

/** Something an operation can be told. */
export interface Field {
  name: string;
  type:
    | "string"
    | "number"
    | "integer"
    | "boolean"
    | "array"
    | "object"
    | "any";
  required?: boolean;
  description?: string;
  enum?: unknown[];
}

/** An operation of the API, as a command. */
export interface Method {
  id: string;
  resource: string;
  method: string;
  http: string;
  path: string;
  summary: string;
  ids: string[];
  query: Field[];
  body: Field[] | null;
  isUpload?: boolean;
  answer: "json" | "page" | "bytes" | "none";
}

/** Every operation. */
export const methods = table as Method[];

/** `knowledgeSources` as `knowledge-sources`, `external_id` as `external-id`. */
export function dashed(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replaceAll("_", "-")
    .toLowerCase();
}

/** The resources, as they are written in commands. */
export function resourceNames(): string[] {
  return [...new Set(methods.map(({ resource }) => dashed(resource)))];
}

/**
 * The operation that a verb does to a resource.
 *
 * @param verb such as `list` or `create-many`
 * @param resource such as `sessions`, `session` or `knowledge-sources`
 * @throws {UsageError} when there is none
 */
export function findMethod(verb: string, resource: string): Method {
  const known = findResource(resource);
  const found = methods.find((one) => one.resource === known && dashed(one.method) === verb);
  if (found) return found;
  const possible = verbsOf(known).join(", ");
  throw new UsageError(
    `${dashed(known)} cannot be asked to ${verb}. What they can do: ${possible}`,
  );
}

/** What can be done to a resource. */
export function verbsOf(resource: string): string[] {
  return methods.filter((one) => one.resource === resource).map(({ method }) => dashed(method));
}

/**
 * The name of a resource as the client has it.
 *
 * @throws {UsageError} when there is none
 */
export function findResource(word: string): string {
  const wanted = dashed(word);
  const found = methods.find(({ resource }) => {
    const name = dashed(resource);
    return name === wanted || singular(name) === wanted;
  });
  if (found) return found.resource;
  throw new UsageError(
    `There are no ${word}. There are: ${resourceNames().join(", ")}`,
  );
}

function singular(name: string): string {
  return name.endsWith("ies") ? name.slice(0, -3) + "y" : name.replace(/s$/, "");
}
