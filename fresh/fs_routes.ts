import { type Context, INTERNALS } from "./context.ts";
import { statusOf } from "./errors.ts";
import { createRouteStep, renderComponent } from "./route_step.ts";
import { compareRoutes, folderPrefix, foldersOf, routePatterns } from "./route_path.ts";
import type { Middleware, PageComponent, Route, RouteModule } from "./types.ts";

/** A pattern with the whole chain behind it. */
export interface FileRoute<State> {
  pattern: string;
  steps: Middleware<State>[];
}

/** Everything the files below `routes/` amount to. */
export interface FileRoutes<State> {
  /** Most specific first. */
  routes: FileRoute<State>[];
  /** Chains for addresses no route knows, deepest folder first; each ends with `ctx.next()`. */
  fallbacks: FileRoute<State>[];
  /** The outermost folder's step: shows its error page for errors from outside the files. */
  root: Middleware<State>;
}

interface Folder {
  app?: RouteModule;
  layout?: RouteModule;
  middleware?: RouteModule;
  error?: RouteModule;
  notFound?: RouteModule;
  failure?: RouteModule;
}

const SPECIAL: Record<string, keyof Folder> = {
  _app: "app",
  _layout: "layout",
  _middleware: "middleware",
  _error: "error",
  _404: "notFound",
  _500: "failure",
};

/** Turns route modules into chains: each folder's surroundings and middleware, then the route. */
export function collectFileRoutes<State>(files: [string, RouteModule][]): FileRoutes<State> {
  const folders = new Map<string, Folder>([["", {}]]);
  const pages: [string, RouteModule][] = [];
  for (const [file, module] of files) {
    const name = file.split("/").at(-1)!;
    const special = SPECIAL[name];
    if (special) {
      const folder = file.split("/").slice(0, -1).join("/");
      folders.set(folder, { ...folders.get(folder), [special]: module });
    } else if (!name.startsWith("_")) {
      pages.push([file, module]);
    }
  }
  const chains = new Map(
    [...folders].map(([path, folder]) => [path, folderSteps<State>(folder)]),
  );
  const inherited = (file: string) => foldersOf(file).flatMap((path) => chains.get(path) ?? []);
  pages.sort(([a], [b]) => compareRoutes(a, b));
  return {
    routes: pages.flatMap(([file, module]) => {
      const steps = [...inherited(file), createRouteStep<State>(toRoute(module))];
      return routePatterns(file).map((pattern) => ({ pattern, steps }));
    }),
    fallbacks: [...folders.keys()]
      .sort((a, b) => b.split("/").length - a.split("/").length || (a === "" ? 1 : -1))
      .flatMap((path) => {
        const prefix = folderPrefix(path);
        return prefix === null
          ? []
          : [{ pattern: `${prefix}/*`, steps: inherited(`${path}${path && "/"}x`) }];
      }),
    root: surround<State>(folders.get("")!),
  };
}

function toRoute<State>(module: RouteModule): Route<State> {
  const { default: component, config } = module;
  const handler = module.handler ?? module.handlers;
  return {
    ...(component ? { component: component as PageComponent<never, State> } : {}),
    ...(handler ? { handler: handler as NonNullable<Route<State>["handler"]> } : {}),
    ...(config ? { config } : {}),
  };
}

function folderSteps<State>(folder: Folder): Middleware<State>[] {
  const middleware = folder.middleware?.default ?? folder.middleware?.handler ?? [];
  return [surround<State>(folder), ...[middleware].flat() as Middleware<State>[]];
}

// Sets the folder's wrapper and layout, and shows its error page for what is thrown further in.
function surround<State>(folder: Folder): Middleware<State> {
  return async (ctx) => {
    const internals = ctx[INTERNALS];
    if (folder.app) internals.app = component(folder.app);
    if (folder.layout) {
      const { skipInheritedLayouts, skipAppWrapper } = folder.layout.config ?? {};
      const outer = skipInheritedLayouts ? [] : internals.layouts;
      internals.layouts = [...outer, component(folder.layout)];
      if (skipAppWrapper) internals.app = null;
    }
    const { app, layouts } = internals;
    try {
      return await ctx.next();
    } catch (error) {
      const status = statusOf(error);
      const module = (status === 404 && folder.notFound) || (status >= 500 && folder.failure) ||
        folder.error;
      // An error page that failed itself is left to the folder above, then to plain text.
      if (!module) throw error;
      if (status >= 500) console.error(error);
      Object.assign(internals, { app, layouts });
      return await renderErrorPage(ctx, module, error, status);
    }
  };
}

async function renderErrorPage<State>(
  ctx: Context<State>,
  module: RouteModule,
  error: unknown,
  status: number,
): Promise<Response> {
  const internals = ctx[INTERNALS];
  if (module.config?.skipInheritedLayouts) internals.layouts = [];
  if (module.config?.skipAppWrapper) internals.app = null;
  ctx.error = error;
  return await renderComponent(ctx, component(module), { data: undefined, status });
}

function component(module: RouteModule): PageComponent<never, never> {
  return module.default as PageComponent<never, never>;
}
