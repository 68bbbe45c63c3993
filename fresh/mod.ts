/** The part of Fresh 2's public API this project uses; see README.md. */
export { App } from "./app.ts";
export { Context, Context as FreshContext } from "./context.ts";
export { createDefine, type Define, page } from "./define.ts";
export { HttpError } from "./errors.ts";
export { staticFiles } from "./static_files.ts";
export type {
  HandlerByMethod,
  HandlerFn,
  LayoutConfig,
  Middleware,
  PageComponent,
  PageProps,
  PageResponse,
  Rendered,
  Route,
  RouteHandler,
} from "./types.ts";
