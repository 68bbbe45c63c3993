import { type Context, INTERNALS, pageProps } from "./context.ts";
import { element } from "./render.ts";
import type { HandlerFn, Middleware, PageComponent, PageResponse, Route } from "./types.ts";

/** The last step of a route: calls its handler for the method and renders its component. */
export function createRouteStep<State>(route: Route<State>): Middleware<State> {
  const component = route.component as PageComponent<never, never> | undefined;
  return async (ctx) => {
    const internals = ctx[INTERNALS];
    if (route.config?.skipInheritedLayouts) internals.layouts = [];
    if (route.config?.skipAppWrapper) internals.app = null;
    const handler = selectHandler(route, ctx.req.method);
    if (!handler && !(component && isRead(ctx.req.method))) {
      return methodNotAllowed(allowedMethods(route));
    }
    const result = handler ? await handler(ctx) : { data: undefined };
    if (result instanceof Response) return result;
    if (!component) {
      throw new TypeError(`The handler of ${ctx.route} returned page data: export a component too`);
    }
    return await renderComponent(ctx, component, result);
  };
}

/** Renders a page component in its surroundings; status and headers come from the page data. */
export async function renderComponent<State>(
  ctx: Context<State>,
  component: PageComponent<never, never>,
  { data, status = 200, headers }: PageResponse<unknown>,
): Promise<Response> {
  ctx.data = data;
  const rendered = await element(component, pageProps(ctx));
  if (rendered instanceof Response) return rendered;
  return await ctx.render(rendered as never, { status, ...(headers ? { headers } : {}) });
}

/** The answer to a method a route does not know, with the ones it does. */
export function methodNotAllowed(methods: readonly string[]): Response {
  return new Response("Method not allowed", {
    status: 405,
    headers: { allow: methods.join(", "), "content-type": "text/plain; charset=utf-8" },
  });
}

function selectHandler<State>(route: Route<State>, method: string): HandlerFn<State> | undefined {
  const { handler } = route;
  if (!handler || typeof handler === "function") return handler;
  const byMethod = new Map(Object.entries(handler)) as Map<string, HandlerFn<State>>;
  return byMethod.get(method) ?? (method === "HEAD" ? byMethod.get("GET") : undefined);
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function allowedMethods<State>(route: Route<State>): string[] {
  const methods = new Set(Object.keys(route.handler ?? {}));
  if (route.component) methods.add("GET");
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods].sort();
}
