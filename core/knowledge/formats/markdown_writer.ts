/** A stretch of a page that stands by itself. */
interface Block {
  text: string;
  /** Whether it lies in the part marked as the main one. */
  isMain: boolean;
  /** Whether it belongs to the block before: items of a list, rows of a table. */
  isJoined: boolean;
}

const blockElements = new Set(
  "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody tfoot thead tr ul"
    .split(" "),
);

/** Turns the elements of a page, in their order, into Markdown. */
export class MarkdownWriter {
  readonly #blocks: Block[] = [];
  #line = "";
  #isMain = false;
  #pre = 0;
  #lists: { ordered: boolean; items: number }[] = [];
  /** Written before the next text of this block: a mark of an item or heading. */
  #prefix = "";
  #isJoined = false;
  #inCell = 0;
  #row: string[] | null = null;
  #headings: { main: string; any: string } = { main: "", any: "" };

  enterMain(): void {
    this.#flush();
    this.#isMain = true;
  }

  leaveMain(): void {
    this.#flush();
    this.#isMain = false;
  }

  open(name: string): void {
    if (name === "br") this.#line += this.#row ? " " : "\n";
    if (name === "td" || name === "th") {
      this.#inCell++;
      this.#line = "";
      this.#row ??= [];
    }
    if (!blockElements.has(name) || this.#inCell > 0) return;
    this.#flush();
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level) this.#prefix = "#".repeat(Number(level)) + " ";
    else if (name === "pre") this.#pre++;
    else if (name === "ul" || name === "ol") {
      this.#lists.push({ ordered: name === "ol", items: 0 });
    } else if (name === "li") {
      const list = this.#lists.at(-1);
      if (list) list.items++;
      const indent = "  ".repeat(Math.min(Math.max(this.#lists.length - 1, 0), 6));
      this.#prefix = `${indent}${list?.ordered ? `${list.items}.` : "-"} `;
      this.#isJoined = (list?.items ?? 1) > 1 || this.#lists.length > 1;
    } else if (name === "tr") this.#row = [];
  }

  text(text: string): void {
    this.#line += this.#pre > 0 ? text : text.replace(/[\s\u00a0]+/g, " ");
  }

  close(name: string): void {
    if (name === "td" || name === "th") {
      if (this.#inCell > 0) this.#inCell--;
      this.#row?.push(this.#line.replace(/\s+/g, " ").trim().replaceAll("|", "/"));
      this.#line = "";
      return;
    }
    if (!blockElements.has(name) || this.#inCell > 0) return;
    if ((name === "tr" || name === "table") && this.#row) {
      const cells = this.#row;
      this.#row = null;
      if (cells.some((cell) => cell !== "")) this.#push(`| ${cells.join(" | ")} |`, true);
      return;
    }
    this.#flush();
    if (name === "pre" && this.#pre > 0) this.#pre--;
    if (name === "ul" || name === "ol") this.#lists.pop();
    if (name === "table") this.#isJoined = false;
  }

  /** The text of the whole page and of its main part, and the first heading of the main part. */
  finish(): { all: string; main: string; heading: string } {
    this.#flush();
    return {
      all: join(this.#blocks),
      main: join(this.#blocks.filter(({ isMain }) => isMain)),
      heading: this.#headings.main || this.#headings.any,
    };
  }

  #flush(): void {
    const isCode = this.#pre > 0;
    const text = isCode ? this.#line.replace(/^\n+|\s+$/g, "") : tidy(this.#line);
    this.#line = "";
    if (text === "") return;
    const prefix = this.#prefix;
    this.#prefix = "";
    if (prefix.startsWith("#")) {
      const flat = text.replace(/\s+/g, " ").replace(/\s*[#¶§]$/, "");
      if (prefix === "# ") this.#noteHeading(flat);
      this.#push(prefix + flat, false);
    } else if (isCode) this.#push("```\n" + text.replaceAll("```", "'''") + "\n```", false);
    // A line of prose that begins like a heading is none.
    else this.#push(prefix + text.replace(/^(#{1,6}\s)/gm, "\\$1"), this.#isJoined);
    this.#isJoined = false;
  }

  #noteHeading(text: string): void {
    if (this.#isMain) this.#headings.main ||= text;
    this.#headings.any ||= text;
  }

  #push(text: string, isJoined: boolean): void {
    this.#blocks.push({ text, isMain: this.#isMain, isJoined });
  }
}

function tidy(line: string): string {
  return line.split("\n").map((part) => part.replace(/[ \t]+/g, " ").trim()).join("\n")
    .replace(/\n{2,}/g, "\n").trim();
}

function join(blocks: Block[]): string {
  let text = "";
  let before: Block | undefined;
  for (const block of blocks) {
    const isRow = block.text.startsWith("| ");
    const joins = block.isJoined && before !== undefined &&
      (!isRow || before.text.startsWith("| "));
    text += text === "" ? block.text : (joins ? "\n" : "\n\n") + block.text;
    before = block;
  }
  return text.toWellFormed();
}
