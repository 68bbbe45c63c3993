import type {
  DataOf,
  Middleware,
  PageComponent,
  PageProps,
  PageResponse,
  Rendered,
  RouteHandler,
} from "./types.ts";

/** Identity helpers that give file routes their types. */
export interface Define<State> {
  /** `export const handler = define.handlers({ GET(ctx) {...} })`. */
  handlers<const Handlers extends RouteHandler<State>>(handlers: Handlers): Handlers;
  /** `export default define.page<typeof handler>(({ data }) => ...)`. */
  page<Handler = never>(
    component: (props: PageProps<DataOf<Handler>, State>) => Rendered | Promise<Rendered>,
  ): PageComponent<DataOf<Handler>, State>;
  /** For `_layout.tsx`. */
  layout(component: PageComponent<unknown, State>): PageComponent<unknown, State>;
  /** For `_middleware.ts`: one step or several. */
  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;
}

/** Creates the typed helpers of an application; `State` is the type of `ctx.state`. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (component) => component,
    layout: (component) => component,
    middleware: (middleware) => middleware,
  };
}

/** Hands data from a handler to the component of the same file, with optional status and headers. */
export function page(): PageResponse<undefined>;
export function page<Data>(data: Data, init?: Omit<PageResponse<Data>, "data">): PageResponse<Data>;
export function page<Data>(data?: Data, init: Omit<PageResponse<Data>, "data"> = {}) {
  return { data, ...init };
}
