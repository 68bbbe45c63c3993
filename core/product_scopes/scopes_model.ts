import { type ErrorDetail, invalidFields } from "../errors.ts";
import { cleanText } from "../text.ts";

/** A lasting part of the product, or something that is being done about it for a while. */
export const SCOPE_KINDS = ["area", "initiative"] as const;
/** See {@link SCOPE_KINDS}. */
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** One area or initiative. */
export interface ProductScope<Time = Date> {
  id: string;
  project_id: string;
  name: string;
  kind: ScopeKind;
  parent_id: string | null;
  description: string | null;
  /** Among its siblings. */
  position: number;
  created_at: Time;
  updated_at: Time;
}

/** A scope in its place of the tree. */
export interface TreeScope extends ProductScope {
  /** 0 at the top. */
  depth: number;
  /** The names above it and its own: "Billing › Invoices". */
  path: string;
}

/** How much belongs to a scope; each is counted up to {@link COUNT_CAP}. */
export interface ScopeCounts {
  sessions: number;
  issues: number;
  knowledge_sources: number;
}

/** No count of a scope goes further. */
export const COUNT_CAP = 1_000;
/** The most scopes of a project, and of levels below each other. */
export const MOST_SCOPES = 1_000;
export const MOST_LEVELS = 6;
/** The longest name and description, in characters. */
export const SCOPE_NAME_LENGTH = 120;
const DESCRIPTION_LENGTH = 5_000;

/** What a scope is made of. */
export interface NewScope {
  name: string;
  kind?: ScopeKind;
  parent_id?: string | null;
  description?: string | null;
  position?: number;
}

/**
 * Checks what somebody says of a scope, and tidies its texts.
 *
 * @throws {AppError} 400 naming each bad field
 */
export function checkScope<Input extends Partial<NewScope>>(input: Input): Input {
  const faults: ErrorDetail[] = [];
  const clean: Partial<NewScope> = { ...input };
  const fault = (field: string, message: string) =>
    faults.push({ field, message, code: "invalid" });
  if (input.name !== undefined) {
    clean.name = cleanText(input.name).replace(/\s+/g, " ").trim();
    if (clean.name === "") fault("name", "The name is empty. Name the area or initiative.");
    if (clean.name.length > SCOPE_NAME_LENGTH) {
      fault("name", `The name is too long. Use at most ${SCOPE_NAME_LENGTH} characters.`);
    }
  }
  if (input.description !== undefined) {
    const text = cleanText(input.description ?? "").trim();
    clean.description = text === "" ? null : text;
    if (text.length > DESCRIPTION_LENGTH) {
      fault("description", "The description is too long. Use at most 5,000 characters.");
    }
  }
  const { position } = input;
  if (position !== undefined && !(Number.isInteger(position) && Math.abs(position) <= 1_000_000)) {
    fault("position", "position must be a whole number up to 1,000,000.");
  }
  if (faults.length > 0) throw invalidFields(faults);
  return clean as Input;
}

/** The scopes in the order of the tree: each after its parent, siblings by position and name. */
export function treeOf(scopes: ProductScope[]): TreeScope[] {
  const children = new Map<string | null, ProductScope[]>();
  const known = new Set(scopes.map(({ id }) => id));
  for (const scope of scopes) {
    const parent = scope.parent_id !== null && known.has(scope.parent_id) ? scope.parent_id : null;
    children.set(parent, [...children.get(parent) ?? [], scope]);
  }
  const out: TreeScope[] = [];
  const visit = (parent: string | null, depth: number, path: string) => {
    const siblings = children.get(parent) ?? [];
    siblings.sort((one, other) =>
      one.position - other.position || one.name.localeCompare(other.name, "en") ||
      (one.id < other.id ? -1 : 1)
    );
    for (const scope of siblings) {
      const full = path === "" ? scope.name : `${path} › ${scope.name}`;
      out.push({ ...scope, depth, path: full });
      visit(scope.id, depth + 1, full);
    }
  };
  visit(null, 0, "");
  return out;
}

/** The ids of a scope and of everything below it. */
export function subtree(scopes: ProductScope[], id: string): string[] {
  const below = scopes.filter(({ parent_id }) => parent_id === id);
  return [id, ...below.flatMap((scope) => subtree(scopes, scope.id))];
}

/** How many levels a scope and what is below it take. */
export function heightOf(scopes: ProductScope[], id: string): number {
  const below = scopes.filter(({ parent_id }) => parent_id === id);
  return 1 + Math.max(0, ...below.map((scope) => heightOf(scopes, scope.id)));
}
