import { h, type VNode } from "preact";

/** What a piece of the document becomes: text or an element. */
export type Content = string | VNode;

interface Range {
  kind: string;
  number: number;
  start: Comment;
  end: Comment;
  outermost: boolean;
}

/** Finds the islands and slots of a page by their comment markers. */
export class Boundaries {
  readonly #ranges = new Map<Comment, Range>();

  /**
   * @param token the page's own token; comments without it are no markers
   * @param create makes the element of an island, or undefined when its module is missing
   */
  constructor(
    readonly token: string,
    readonly create: (number: number) => VNode | undefined,
  ) {
    this.#scan(document);
    for (const template of this.#templates()) this.#scan(template.content);
  }

  /** Islands that are not inside another one, with their nodes and the marker behind them. */
  *islands(): Generator<{ number: number; nodes: Node[]; end: Comment }> {
    for (const { kind, number, start, end, outermost } of this.#ranges.values()) {
      const inPage = start.ownerDocument === document;
      if (kind !== "island" || !outermost || !inPage) continue;
      const nodes: Node[] = [];
      for (let node = start.nextSibling!; node !== end; node = node.nextSibling!) nodes.push(node);
      yield { number, nodes, end };
    }
  }

  /** Slots with their content; those no island has shown yet come from templates. */
  *slots(): Generator<[number, Content[]]> {
    for (const { kind, number, start, end } of this.#ranges.values()) {
      if (kind === "slot") yield [number, this.#read(start.nextSibling, end)];
    }
    for (const template of this.#templates()) {
      const number = Number(template.dataset.slot!.split(":")[1]);
      yield [number, this.#read(template.content.firstChild, null)];
    }
  }

  #templates(): NodeListOf<HTMLTemplateElement> {
    return document.querySelectorAll(`template[data-slot^="${this.token}:"]`);
  }

  #scan(root: Node): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    const open: Omit<Range, "end">[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const comment = node as Comment;
      const [kind, token, number] = comment.data.split(":");
      if (token !== this.token || !kind) continue;
      if (kind.startsWith("/")) {
        const range = open.pop();
        if (range) this.#ranges.set(range.start, { ...range, end: comment });
      } else {
        const outermost = !open.some((range) => range.kind === "island");
        open.push({ kind, number: Number(number), start: comment, outermost });
      }
    }
  }

  // Server-rendered nodes as elements Preact can keep, move and remove; islands in them come alive.
  #read(first: ChildNode | null, end: Comment | null): Content[] {
    const content: Content[] = [];
    for (let node = first; node && node !== end; node = node.nextSibling) {
      if (node instanceof Text) content.push(node.data);
      if (node instanceof Element) content.push(this.#element(node));
      const range = node instanceof Comment && this.#ranges.get(node);
      const island = range && range.kind === "island" && this.create(range.number);
      if (!island) continue;
      content.push(island);
      node = range.end;
    }
    return content;
  }

  #element(element: Element): VNode {
    const props: Record<string, unknown> = {};
    for (const { name, value } of element.attributes) {
      // Names Preact would take as its own, or as a listener.
      if (name === "key" || name === "ref" || name.startsWith("on")) continue;
      const property = (element as unknown as Record<string, unknown>)[name];
      props[name] = typeof property === "boolean" ? property : value;
    }
    return h(element.localName, props, this.#read(element.firstChild, null));
  }
}
