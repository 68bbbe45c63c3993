import { Fragment, h, options, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { comment, Page } from "./page.ts";
import { ScopeContext } from "./shared.ts";
import type { IslandComponent } from "./types.ts";

const boundaries = new WeakMap<IslandComponent, IslandComponent>();
let installed = false;

/** Makes a component an island: elements of it get markers around them when a page renders. */
export function registerIsland(component: IslandComponent): void {
  if (!boundaries.has(component)) boundaries.set(component, createBoundary(component));
  if (installed) return;
  installed = true;
  const before = options.vnode;
  options.vnode = (vnode) => {
    const boundary = boundaries.get(vnode.type as IslandComponent);
    if (boundary) vnode.type = boundary;
    before?.(vnode);
  };
}

function createBoundary(component: IslandComponent): IslandComponent {
  // Setting the type afterwards passes by the hook above, which would put the boundary back.
  const element = (props: Record<string, unknown>): VNode => {
    const vnode = h(Fragment as IslandComponent, props) as VNode;
    vnode.type = component as VNode["type"];
    return vnode;
  };
  const Island = (props: Record<string, unknown>): VNode => {
    const scope = useContext(ScopeContext);
    const page = scope?.page;
    if (!scope || scope.inside || !(page instanceof Page)) return element(props);
    const reference = page.snapshot.islands.get(component);
    if (!reference) return element(props);
    const number = page.addIsland(reference, props);
    const marker = `island:${page.token}:${number}`;
    const marked = element(page.markSlots(props) as Record<string, unknown>);
    return h(Fragment, null, [
      comment(marker),
      h(ScopeContext.Provider, { value: { page, inside: true }, children: marked }),
      comment(`/${marker}`),
    ]);
  };
  Island.displayName = `Island(${component.displayName ?? component.name})`;
  return Island;
}
