import type { User } from "./protocol.ts";

/** What the script tag, `window.hissunoSettings` or the npm package can set. */
export interface Options {
  projectId: string;
  /** Address of the Hissuno server without a slash at its end. */
  host: string;
  position: "left" | "right";
  theme: "auto" | "light" | "dark";
  /** Opens the panel as soon as the page is idle. */
  open: boolean;
  /** Shows the round button; without it the page opens the panel itself. */
  launcher: boolean;
  /** A CSS colour that wins over the project's. */
  color?: string;
  user?: User;
  metadata?: Record<string, unknown>;
  /** Texts in another language, by the names in `strings.ts`. */
  strings?: Record<string, string>;
  /** BCP 47 tag for dates; English when absent. */
  locale?: string;
}

/** The calls that `window.Hissuno` offers, in the order they are documented. */
export const METHODS = [
  "identify",
  "open",
  "close",
  "toggle",
  "send",
  "on",
  "off",
  "logout",
  "show",
  "hide",
] as const;

/** The name of a call of `window.Hissuno`. */
export type Method = typeof METHODS[number];

/** The implementation behind `window.Hissuno` once the application has arrived. */
export type Methods = Record<Method, (...input: never[]) => void>;

/** What the loader hands to the application. */
export interface Bridge {
  options: Options;
  /** The element in the page. */
  element: HTMLElement;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  /** Adds a style sheet to the shadow root in a way that a strict CSP allows. */
  style(css: string): void;
  /** Called by the application: runs the calls that waited, then passes on the new ones. */
  ready(methods: Methods): void;
}
