import { SmartRouter } from "hono/router/smart-router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { TrieRouter } from "hono/router/trie-router";
import { Context, INTERNALS, runChain } from "./context.ts";
import { HttpError, plainError, statusOf } from "./errors.ts";
import { collectFileRoutes } from "./fs_routes.ts";
import { createRouteStep, methodNotAllowed } from "./route_step.ts";
import { emptySnapshot, type Snapshot } from "./snapshot.ts";
import { reloadResponse } from "./reload.ts";
import type { Middleware, Route } from "./types.ts";

interface Entry<State> {
  kind: "use" | "route" | "fallback" | "files";
  method: string;
  path: string;
  steps: Middleware<State>[];
}

interface Match<State> {
  entry: Entry<State>;
  params: Record<string, string>;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
  completed: Promise.resolve(),
};

/** A web application: middleware and routes, tried in the order they were added. */
export class App<State = unknown> {
  #entries: Entry<State>[] = [];
  #notFound: Middleware<State> = () => {
    throw new HttpError(404);
  };
  #snapshot: Snapshot = emptySnapshot();

  /** Adds middleware for everything added after it, or only below a path. */
  use(path: string, ...middleware: Middleware<State>[]): this;
  use(...middleware: Middleware<State>[]): this;
  use(...args: (string | Middleware<State>)[]): this {
    const path = typeof args[0] === "string" ? args.shift() as string : "/";
    const below = path.endsWith("*") ? join("", path) : join(path, "/*");
    return this.#add("use", "ALL", below, args as Middleware<State>[]);
  }

  /** Answers GET, and HEAD without a body. */
  get(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "GET", path, steps);
  }

  /** Answers POST. */
  post(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "POST", path, steps);
  }

  /** Answers PUT. */
  put(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "PUT", path, steps);
  }

  /** Answers PATCH. */
  patch(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "PATCH", path, steps);
  }

  /** Answers DELETE. */
  delete(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "DELETE", path, steps);
  }

  /** Answers HEAD in place of the GET route. */
  head(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "HEAD", path, steps);
  }

  /** Answers every method. */
  all(path: string, ...steps: Middleware<State>[]): this {
    return this.#add("route", "ALL", path, steps);
  }

  /** Adds a route with handlers and a component, as a file below `routes/` would. */
  route(path: string, route: Route<State>): this {
    return this.#add("route", "ALL", path, [createRouteStep(route)]);
  }

  /** Adds all files below `routes/` and `plugins/<id>/routes/`. */
  fsRoutes(path = "/"): this {
    return this.#add("files", "ALL", path.replace(/\/?\*$/, "") || "/", []);
  }

  /** Adds the routes and middleware another app has now, below a path. */
  mountApp(path: string, app: App<State>): this {
    const prefix = path.replace(/\/?\*$/, "");
    for (const entry of app.#entries) {
      this.#entries.push({ ...entry, path: join(prefix, entry.path) });
    }
    return this;
  }

  /** Answers what no route did, in place of the error pages. */
  notFound(middleware: Middleware<State>): this {
    this.#notFound = middleware;
    return this;
  }

  /** Answers errors of what is added after it below a path; the error is in `ctx.error`. */
  onError(path: string, middleware: Middleware<State>): this {
    return this.use(path, async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        ctx.error = error;
        return await middleware(ctx);
      }
    });
  }

  /** Takes the built routes, islands and files. Generated code calls this. */
  useSnapshot(snapshot: Snapshot): this {
    this.#snapshot = snapshot;
    return this;
  }

  /** The function for `Deno.serve`. Routes added later are not part of it. */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const snapshot = this.#snapshot;
    const { match, root } = this.#compile();
    return async (req, info = NO_INFO) => {
      const ctx = new Context<State>(req, info, snapshot);
      const response = await this.#answer(ctx, match(req.method, ctx.url.pathname))
        .catch((error) => rescue(ctx, root, error));
      if (req.method !== "HEAD" || response.body === null) return response;
      // Files and streams are released; only the headers leave.
      await response.body.cancel();
      return new Response(null, response);
    };
  }

  #add(kind: Entry<State>["kind"], method: string, path: string, steps: Middleware<State>[]): this {
    this.#entries.push({ kind, method, path: join("", path), steps });
    return this;
  }

  #answer(ctx: Context<State>, matches: Match<State>[]): Promise<Response> {
    const first = matches.find(({ entry }) => entry.kind === "route");
    if (first) enter(ctx, first);
    const steps = matches.flatMap((match) => {
      if (match.entry.kind === "use") return match.entry.steps;
      const begin: Middleware<State> = () => {
        enter(ctx, match);
        return ctx.next();
      };
      return [begin, ...match.entry.steps];
    });
    return runChain(ctx, steps, async () => await this.#notFound(ctx));
  }

  #compile() {
    const router = new SmartRouter<Entry<State>>({
      routers: [new RegExpRouter(), new TrieRouter()],
    });
    const fallbacks: Entry<State>[] = [];
    let root: Middleware<State> | undefined;
    const add = (entry: Entry<State>) => router.add(entry.method, entry.path, entry);
    const { reload } = this.#snapshot;
    if (reload) {
      add({ kind: "route", method: "GET", path: "/_fresh/alive", steps: [reloadResponse] });
    }
    for (const entry of this.#entries) {
      if (entry.kind !== "files") {
        add(entry);
        continue;
      }
      const files = collectFileRoutes<State>(this.#snapshot.routes);
      const at = (path: string) => join(entry.path, path);
      for (const { pattern, steps } of files.routes) {
        add({ kind: "route", method: "ALL", path: at(pattern), steps });
      }
      for (const { pattern, steps } of files.fallbacks) {
        fallbacks.push({ kind: "fallback", method: "ALL", path: at(pattern), steps });
      }
      root ??= files.root;
    }
    fallbacks.forEach(add);
    const match = (method: string, path: string) => findMatches(router, method, path);
    return { match, root };
  }
}

function enter<State>(ctx: Context<State>, { entry, params }: Match<State>): void {
  ctx.params = params;
  ctx.route = entry.kind === "route" ? entry.path : null;
  Object.assign(ctx[INTERNALS], { app: null, layouts: [] });
}

function findMatches<State>(
  router: SmartRouter<Entry<State>>,
  method: string,
  path: string,
): Match<State>[] {
  const lookUp = (name: string): Match<State>[] => {
    const [pairs, stash] = router.match(name, path);
    return pairs.map(([entry, map]) => ({ entry, params: readParams(map, stash) }));
  };
  const isRoute = ({ entry }: Match<State>) => entry.kind === "route";
  let matches = lookUp(method);
  if (method === "HEAD" && !matches.some(({ entry }) => entry.method === "HEAD")) {
    matches = lookUp("GET");
  }
  // A route that passes on has run its folders' middleware already.
  if (matches.some(isRoute)) return matches.filter(({ entry }) => entry.kind !== "fallback");
  const allowed = METHODS.filter((name) => lookUp(name).some(isRoute));
  if (allowed.length === 0) return oneFallback(matches);
  if (allowed.includes("GET")) allowed.push("HEAD");
  const steps = [() => methodNotAllowed(allowed.sort())];
  return [
    ...matches.filter(({ entry }) => entry.kind === "use"),
    { entry: { kind: "fallback", method, path, steps }, params: {} },
  ];
}

// The deepest folder's chain holds those of the folders above it.
function oneFallback<State>(matches: Match<State>[]): Match<State>[] {
  const index = matches.findIndex(({ entry }) => entry.kind === "fallback");
  return index < 0 ? matches : matches.slice(0, index + 1);
}

function readParams(map: Record<string, string | number>, stash?: string[]) {
  const params: Record<string, string> = {};
  for (const [name, place] of Object.entries(map)) {
    const raw = stash ? stash[place as number] : place as string;
    if (raw !== undefined) params[name] = decode(raw);
  }
  return params;
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

// Errors from outside the file routes get the outermost error page, at last plain text.
async function rescue<State>(
  ctx: Context<State>,
  root: Middleware<State> | undefined,
  error: unknown,
): Promise<Response> {
  const failed = ctx.error !== null;
  if (root && !failed) {
    try {
      Object.assign(ctx[INTERNALS], { app: null, layouts: [] });
      return await runChain(ctx, [root], () => Promise.reject(error));
    } catch (second) {
      if (second !== error) console.error(second);
    }
  }
  if (statusOf(error) >= 500) console.error(error);
  return plainError(error);
}

function join(prefix: string, path: string): string {
  const whole = `${prefix}/${path}`.replace(/\/{2,}/g, "/");
  return whole.length > 1 && path === "/" ? whole.replace(/\/$/, "") : whole;
}
