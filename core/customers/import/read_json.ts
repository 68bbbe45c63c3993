import { invalid } from "../../errors.ts";

/** The names under which an object may hold the list. */
const LIST = /"(customers|contacts|companies|data|rows)"\s*:\s*$/;

/** The most characters of one item. */
const MOST_ITEM = 200_000;

/** The most columns that the items of a file may have together. */
export const MOST_COLUMNS = 200;

/**
 * The items of a JSON file, one after another, however long it is: a list, a list within an object,
 * or one object per line.
 *
 * @throws {AppError} 400 for the field `file`, naming the item, where the file cannot be read
 */
export async function* jsonItems(pieces: AsyncIterable<string>): AsyncGenerator<unknown> {
  const scan = new Scanner();
  let number = 0;
  for await (const piece of pieces) {
    for (const text of scan.feed(piece)) {
      number++;
      yield parsed(text, number);
    }
  }
  if (!scan.isWhole) {
    throw invalid("file", `The file breaks off after item ${number}: it is not complete JSON.`);
  }
  if (number === 0 && !scan.hadList) {
    throw invalid("file", "The file holds no list of customers. Send a JSON list of objects.");
  }
}

function parsed(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("file", `Item ${number} of the file is not valid JSON.`);
  }
}

/** Cuts JSON text into the items of its list, without understanding more than nesting and quotes. */
class Scanner {
  /** Whether the outermost list was begun. */
  hadList = false;
  #depth = 0;
  /** The depth at which items lie: 0 for one per line, 1 within a list, 2 within a list in an object. */
  #level = 0;
  #isQuoted = false;
  #isEscaped = false;
  #item = "";
  #isSkipped = false;

  /** Whether nothing is open. */
  get isWhole(): boolean {
    return this.#depth === 0 && !this.#isQuoted && this.#item.trim() === "";
  }

  *feed(piece: string): Generator<string> {
    let start = 0;
    for (let index = 0; index < piece.length; index++) {
      const character = piece[index]!;
      if (this.#isQuoted) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (character === "\\") this.#isEscaped = true;
        else if (character === '"') this.#isQuoted = false;
        continue;
      }
      switch (character) {
        case '"':
          this.#isQuoted = true;
          break;
        case "[":
        case "{":
          if (character === "[" && !this.hadList && this.#begins(piece.slice(start, index))) {
            start = index + 1;
            this.hadList = true;
            this.#level = this.#depth + 1;
          }
          this.#depth++;
          break;
        case "]":
        case "}": {
          this.#depth--;
          if (this.#depth < this.#level && this.hadList) {
            // The list ends; what follows it within the object is of no interest.
            yield* this.#take(piece.slice(start, index));
            this.#isSkipped = true;
            start = index + 1;
          } else if (this.#depth === this.#level && !this.hadList) {
            yield* this.#take(piece.slice(start, index + 1));
            start = index + 1;
          }
          break;
        }
        case ",":
          if (this.#depth === this.#level && this.hadList && !this.#isSkipped) {
            yield* this.#take(piece.slice(start, index));
            start = index + 1;
          }
      }
    }
    if (!this.#isSkipped) this.#item += piece.slice(start);
    if (this.#item.length > MOST_ITEM) {
      throw invalid("file", `An item of the file is longer than ${MOST_ITEM} characters.`);
    }
  }

  /** Whether a `[` here begins the list of customers. */
  #begins(text: string): boolean {
    const before = this.#item + text;
    const isList = this.#depth === 0
      ? before.trim() === ""
      : this.#depth === 1 && LIST.test(before);
    if (isList) this.#item = "";
    return isList;
  }

  *#take(rest: string): Generator<string> {
    const text = (this.#item + rest).trim();
    this.#item = "";
    if (text !== "" && !this.#isSkipped) yield text;
  }
}

/** Turns objects into rows of cells; their columns are known when all are read. */
export class Flattener {
  readonly columns: string[] = [];
  readonly #places = new Map<string, number>();

  /**
   * The cells of one item. Lists are joined by `; `, inner objects become `outer.inner`.
   *
   * @throws {AppError} 400 for what is no object, or too many columns
   */
  row(item: unknown, number: number): string[] {
    if (item === null || typeof item !== "object" || Array.isArray(item)) {
      throw invalid("file", `Item ${number} of the file is not an object.`);
    }
    const cells: string[] = [];
    this.#add(cells, "", item as Record<string, unknown>, 0);
    for (let place = 0; place < cells.length; place++) cells[place] ??= "";
    return cells;
  }

  #add(cells: string[], prefix: string, item: Record<string, unknown>, depth: number): void {
    for (const [key, value] of Object.entries(item)) {
      if (value === null || value === undefined) continue;
      if (typeof value === "object" && !Array.isArray(value) && depth < 3) {
        this.#add(cells, `${prefix}${key}.`, value as Record<string, unknown>, depth + 1);
      } else cells[this.#place(`${prefix}${key}`)] = textOf(value);
    }
  }

  #place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.columns.length >= MOST_COLUMNS) {
      throw invalid(
        "file",
        `The items of the file have more than ${MOST_COLUMNS} different fields.`,
      );
    }
    this.#places.set(name, this.columns.length);
    return this.columns.push(name) - 1;
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join("; ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
