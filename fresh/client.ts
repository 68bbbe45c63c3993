import { type ComponentType, h, hydrate, type VNode } from "preact";
import { unflatten } from "devalue";
import { createRootFragment } from "preact-root-fragment";
import { Boundaries, type Content } from "./client_dom.ts";

interface Boot {
  token: string;
  signals: boolean;
  modules: string[];
  islands: [module: number, exportName: string][];
  props: number | unknown[];
}

type Props = Record<string, unknown>;

// Only the last one counts: the server writes it behind everything a visitor may have stored.
const data = [...document.querySelectorAll("script[data-islands]")].at(-1);
if (data) await boot(JSON.parse(data.textContent!));

async function boot({ token, signals, modules, islands, props }: Boot): Promise<void> {
  const [library, ...loaded] = await Promise.all([
    signals ? import("./client_signals.ts") : undefined,
    ...modules.map((url) =>
      import(url).catch((error) => console.error(`Cannot load the island ${url}`, error))
    ),
  ]);
  const slots = new Map<number, Content[]>();
  const Slot = ({ id }: { id: number }) => (slots.get(id) ?? []) as unknown as VNode;
  const allProps: Props[] = unflatten(props, {
    signal: ([value]: [unknown]) => library!.signal(value),
    slot: ([id]: [number]) => h(Slot, { id }),
  });
  const create = (number: number): VNode | undefined => {
    const [module, exportName] = islands[number]!;
    const component: ComponentType<Props> | undefined = loaded[module]?.[exportName];
    return component && h(component, allProps[number]!);
  };
  const boundaries = new Boundaries(token, create);
  // All slots are read before the first island changes the document.
  for (const [id, content] of boundaries.slots()) slots.set(id, content);
  for (const { number, nodes, end } of boundaries.islands()) {
    const vnode = create(number);
    if (!vnode) continue;
    // An island that rendered nothing still needs a node that says where it is.
    if (nodes.length === 0) nodes.push(end.parentNode!.insertBefore(new Text(), end));
    try {
      hydrate(vnode, createRootFragment(end.parentNode as Element, nodes as Element[]) as Element);
    } catch (error) {
      console.error(`Cannot start the island ${islands[number]![1]}`, error);
    }
  }
}
