import { type ComponentChildren, Fragment, h, isValidElement, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Signal } from "@preact/signals";
import { stringify } from "devalue";
import { type PageScope, ScopeContext } from "./shared.ts";
import type { IslandReference, Snapshot } from "./snapshot.ts";

/** JSX handed to an island as a prop: rendered by the server, given back to the island by the client. */
interface Slot {
  id: number;
  vnode: VNode;
  rendered: boolean;
}

/** Collects, while one page renders, what its islands need in the browser. */
export class Page implements PageScope {
  /** Part of every marker, new for each page: stored HTML cannot forge a marker. */
  readonly token: string = createToken();
  readonly islands: { reference: IslandReference; props: Record<string, unknown> }[] = [];
  readonly #slots = new Map<VNode, Slot>();
  readonly #head: ComponentChildren[] = [];
  /** True when a prop holds a signal, so that the browser needs the signals library. */
  usesSignals = false;

  constructor(readonly snapshot: Snapshot) {}

  /** Registers an island of this page; returns its number in the markers. */
  addIsland(reference: IslandReference, props: Record<string, unknown>): number {
    return this.islands.push({ reference, props }) - 1;
  }

  addHead(children: ComponentChildren): void {
    this.#head.push(children);
  }

  /** What all `<Head>` hold, as HTML. */
  headHtml(): string {
    return this.#head.length === 0 ? "" : this.render(this.#head);
  }

  /** Renders a tree of this page. */
  render(vnode: ComponentChildren): string {
    const value = { page: this, inside: false };
    return renderToString(h(ScopeContext.Provider, { value, children: vnode }));
  }

  /** A copy of island props whose JSX is marked as slots; other values stay the same objects. */
  markSlots(value: unknown): unknown {
    if (value instanceof Signal) return value;
    if (isValidElement(value)) {
      const slot = this.#slot(value);
      return h(SlotMark, { page: this, slot });
    }
    if (Array.isArray(value)) return mapIfChanged(value, (item) => this.markSlots(item));
    if (!isPlainObject(value)) return value;
    const keys = Object.keys(value);
    const before = keys.map((key) => value[key]);
    const after = mapIfChanged(before, (item) => this.markSlots(item));
    if (after === before) return value;
    return Object.fromEntries(keys.map((key, index) => [key, after[index]]));
  }

  /**
   * The props of all islands as one JSON text, and the slots no island has shown yet as templates.
   * @throws {Error} when a prop cannot be sent to the browser, naming island and prop
   */
  finish(): { props: string; templates: string } {
    let templates = "";
    let props: string;
    do {
      templates += this.#renderHiddenSlots();
      props = this.#stringifyProps();
    } while ([...this.#slots.values()].some((slot) => !slot.rendered));
    return { props, templates };
  }

  #renderHiddenSlots(): string {
    let html = "";
    for (const slot of this.#slots.values()) {
      if (slot.rendered) continue;
      slot.rendered = true;
      html += `<template data-slot="${this.token}:${slot.id}">${
        this.render(slot.vnode)
      }</template>`;
    }
    return html;
  }

  #stringifyProps(): string {
    try {
      return stringify(this.islands.map((island) => island.props), {
        signal: (value: unknown) => {
          if (!(value instanceof Signal)) return false;
          this.usesSignals = true;
          return [value.peek()];
        },
        // Wrapped, because the number 0 would mean "no match".
        slot: (value: unknown) => isValidElement(value) && [this.#slot(value).id],
      });
    } catch (error) {
      const path = error instanceof Error && "path" in error ? String(error.path) : "";
      const [, index, prop = ""] = path.match(/^\[(\d+)\]\.?(.*)$/s) ?? [];
      if (index === undefined) throw error;
      const { file } = this.islands[Number(index)]!.reference;
      throw new Error(
        `Cannot send the prop "${prop}" of the island ${file} to the browser: ` +
          "pass plain data, signals or JSX, and no functions or class instances",
        { cause: error },
      );
    }
  }

  #slot(vnode: VNode): Slot {
    const known = this.#slots.get(vnode);
    if (known) return known;
    const slot = { id: this.#slots.size, vnode, rendered: false };
    this.#slots.set(vnode, slot);
    return slot;
  }
}

/** An HTML comment, written by preact-render-to-string. */
export function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}

function SlotMark({ page, slot }: { page: Page; slot: Slot }): VNode {
  slot.rendered = true;
  const value = { page, inside: false };
  return h(Fragment, null, [
    comment(`slot:${page.token}:${slot.id}`),
    h(ScopeContext.Provider, { value, children: slot.vnode }),
    comment(`/slot:${page.token}:${slot.id}`),
  ]);
}

function createToken(): string {
  return crypto.getRandomValues(new Uint8Array(12)).toHex();
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

function mapIfChanged(values: unknown[], change: (value: unknown) => unknown): unknown[] {
  const changed = values.map(change);
  return changed.some((value, index) => value !== values[index]) ? changed : values;
}
