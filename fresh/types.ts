import type { ComponentChildren, ComponentType, FunctionComponent, VNode } from "preact";
import type { Context } from "./context.ts";

/** A step of the request chain: answers itself, or passes on with `ctx.next()`. */
export type Middleware<State = unknown> = (ctx: Context<State>) => Response | Promise<Response>;

/** What a page handler hands to its component, made by `page(data)`. */
export interface PageResponse<Data> {
  data: Data;
  /** Status of the page; 200 when left out. */
  status?: number;
  headers?: HeadersInit;
}

/** A handler of a file route: a finished response, or data for the page component. */
export type HandlerFn<State = unknown, Data = unknown> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** The methods a file route may answer; HEAD falls back to GET. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** Handlers by method. */
export type HandlerByMethod<State = unknown, Data = unknown> = {
  [M in Method]?: HandlerFn<State, Data>;
};

/** One function for every method, or one per method. */
export type RouteHandler<State = unknown, Data = unknown> =
  | HandlerFn<State, Data>
  | HandlerByMethod<State, Data>;

/** What pages, layouts, the app wrapper and error pages receive. */
export interface PageProps<Data = unknown, State = unknown> {
  req: Request;
  url: URL;
  /** Pattern of the matched route, for example `/projects/:id`. */
  route: string | null;
  params: Record<string, string>;
  state: State;
  data: Data;
  /** The caught error on an error page, otherwise null. */
  error: unknown;
  info: Deno.ServeHandlerInfo;
  /** The content to place inside a layout or the app wrapper. */
  Component: FunctionComponent;
}

/** What a component may return. */
export type Rendered = ComponentChildren | Response;

/** A page, layout or app wrapper; async ones run before rendering and must not use hooks. */
export type PageComponent<Data = unknown, State = unknown> = (
  props: PageProps<Data, State>,
) => Rendered | Promise<Rendered>;

/** `export const config` of a page or layout. */
export interface LayoutConfig {
  /** Leave out the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** Leave out `_app.tsx`. */
  skipAppWrapper?: boolean;
}

/** Anything `ctx.render` accepts. */
export type Renderable = VNode | string | null;

/** A file below `routes/`, as its module exports it. */
export interface RouteModule {
  default?: unknown;
  handler?: unknown;
  handlers?: unknown;
  config?: LayoutConfig;
}

/** The arguments of `app.route()`. */
export interface Route<State = unknown> {
  component?: PageComponent<never, State>;
  handler?: RouteHandler<State>;
  config?: LayoutConfig;
}

/** An island component. */
export type IslandComponent = ComponentType<Record<string, unknown>>;

type DataOfResult<Result> = Result extends PageResponse<infer Data> ? Data : never;
type DataOfFunction<Fn> = Fn extends (...args: never[]) => infer Result
  ? DataOfResult<Awaited<Result>>
  : never;

/** The data type a handler gives to its page: `define.page<typeof handler>(...)`. */
export type DataOf<Handler> = [Handler] extends [never] ? undefined
  : Handler extends (...args: never[]) => unknown ? DataOfFunction<Handler>
  : { [Key in keyof Handler]: DataOfFunction<Handler[Key]> }[keyof Handler];
