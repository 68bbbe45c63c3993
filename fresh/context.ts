import type { ComponentType } from "preact";
import type { Middleware, PageComponent, PageProps, Renderable } from "./types.ts";
import type { Snapshot } from "./snapshot.ts";
import { renderPage, wrap } from "./render.ts";

/** What the framework keeps on a context; not for applications. */
export const INTERNALS: unique symbol = Symbol("fresh.internals");

/** The page surroundings collected so far by the folders of a file route. */
export interface Surroundings {
  app: PageComponent<never, never> | null;
  layouts: PageComponent<never, never>[];
}

/** Everything about one request. One context lives for the whole chain. */
export class Context<State = unknown> {
  /** The request as it arrived; `req.signal` aborts when the caller goes away. */
  readonly req: Request;
  readonly url: URL;
  /** Decoded path parameters of the matched route. */
  params: Record<string, string> = {};
  /** Pattern of the matched route, null when none matched. */
  route: string | null = null;
  /** Shared by all steps of this request. */
  readonly state: State;
  /** What the handler passed to `page()`. */
  data: unknown = undefined;
  /** The caught error while an error page renders. */
  error: unknown = null;
  readonly info: Deno.ServeHandlerInfo;
  /** Runs the rest of the chain and gives its response. */
  next: () => Promise<Response>;
  /** @internal */
  readonly [INTERNALS]: Surroundings & { snapshot: Snapshot };

  constructor(req: Request, info: Deno.ServeHandlerInfo, snapshot: Snapshot) {
    this.req = req;
    this.url = new URL(req.url);
    this.info = info;
    this.state = {} as State;
    this.next = () => Promise.reject(new Error("Call ctx.next() only while a step is running"));
    this[INTERNALS] = { app: null, layouts: [], snapshot };
  }

  /**
   * A redirect. Paths stay on this host: `//other.host` and `/\other.host` lose the extra slashes.
   * @param location path or address
   * @param status 302 when left out; 303 after a POST
   */
  redirect(location: string, status = 302): Response {
    const target = /^[/\\]/.test(location) ? location.replace(/^[/\\\t\r\n]+/, "/") : location;
    return new Response(null, { status, headers: { location: encodeLocation(target) } });
  }

  /**
   * Renders a page inside the layouts and the app wrapper of the current folder.
   * @param init status and headers of the response
   */
  async render(vnode: Renderable, init: ResponseInit = {}): Promise<Response> {
    const { app, layouts, snapshot } = this[INTERNALS];
    const whole = await wrap(vnode, [...(app ? [app] : []), ...layouts], pageProps(this));
    return whole instanceof Response ? whole : renderPage(whole, snapshot, app === null, init);
  }

  /** A JSON response. */
  json(value: unknown, init?: ResponseInit): Response {
    return Response.json(value, init);
  }

  /** A plain-text response. */
  text(value: string, init: ResponseInit = {}): Response {
    return typed(value, "text/plain; charset=utf-8", init);
  }

  /** An HTML response, sent as it is. */
  html(value: string, init: ResponseInit = {}): Response {
    return typed(value, "text/html; charset=utf-8", init);
  }
}

/** The props pages and layouts receive for this context. */
export function pageProps<State>(
  ctx: Context<State>,
  Component: ComponentType = () => null,
): PageProps<never, never> {
  const { req, url, route, params, state, data, error, info } = ctx;
  return { req, url, route, params, state, data, error, info, Component } as PageProps<
    never,
    never
  >;
}

/** Runs steps one after the other; each step's `ctx.next()` is the one behind it. */
export function runChain<State>(
  ctx: Context<State>,
  steps: readonly Middleware<State>[],
  last: () => Promise<Response>,
): Promise<Response> {
  const run = async (index: number): Promise<Response> => {
    const step = steps[index];
    if (!step) return await last();
    const outer = ctx.next;
    ctx.next = () => run(index + 1);
    try {
      const response = await step(ctx);
      if (response instanceof Response) return response;
      throw new TypeError(`A step for ${ctx.url.pathname} returned no Response: return one`);
    } finally {
      ctx.next = outer;
    }
  };
  return run(0);
}

function typed(body: string, type: string, init: ResponseInit): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", type);
  return new Response(body, { ...init, headers });
}

// A header value must be printable: line breaks and non-latin characters become escapes.
function encodeLocation(target: string): string {
  return target.replace(/[^\x21-\x7e]/gu, (character) => {
    return character.isWellFormed() ? encodeURIComponent(character) : "%EF%BF%BD";
  });
}
