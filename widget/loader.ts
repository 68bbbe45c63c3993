/** `/widget.js`: the button and the call queue; everything else comes when it is needed. */
import { type Bridge, type Method, METHODS, type Methods, type Options } from "./bridge.ts";
import { createLauncher, paint } from "./launcher.ts";
import { readOptions, type ScriptTag } from "./loader_options.ts";
import { openStorage } from "./storage.ts";

/** Path of the application script with its hash, given by the build. */
declare const __APP_URL__: string;

type Call = [name: Method, ...input: unknown[]];
type Page = Window & {
  Hissuno?: (Partial<Record<Method, unknown>> & { _?: Bridge }) | Call[];
  hissunoSettings?: Partial<Options>;
};

/** The tag this script came from, also where the browser does not say (modules, tag managers). */
function ownTag(): ScriptTag | null {
  return (document.currentScript ??
    document.querySelector("script[data-project-id],script[src*='/widget.js']")) as
      | HTMLScriptElement
      | null;
}

function start(page: Page, options: Options): void {
  const { projectId, host } = options;
  const storage = openStorage(() => localStorage, projectId);
  const tab = openStorage(() => sessionStorage, projectId);
  const { element, root, launcher, style } = createLauncher(
    options.strings?.open ?? "Open chat",
    options.position === "left",
  );
  const waiting: Call[] = [];
  let methods: Methods | null = null;
  let loading = false;
  let attempts = 0;

  const color = options.color ?? storage.get("color");
  paint(element, color);
  launcher.hidden = !options.launcher;

  const config = () =>
    fetch(`${host}/plugins/widget/${encodeURIComponent(projectId)}/config`, {
      credentials: "omit",
    });
  // `import` takes over this script's CSP nonce and needs no Trusted Types policy. Browsers remember
  // a failed address, so that a later attempt needs another one.
  const bring = (path: string) => import(host + path + (attempts++ ? `?${attempts}` : ""));
  function load(): void {
    if (loading) return;
    loading = true;
    // A cached loader can outlive the script it names; the configuration knows the newer one.
    bring(__APP_URL__).catch(() =>
      config().then((answer) => answer.json()).then((value) => bring(value.app))
    ).catch(() => {
      loading = false;
      launcher.ariaBusy = null;
    });
  }
  function call(...[name, ...input]: Call): void {
    if (name === "show" || name === "hide") launcher.hidden = name === "hide";
    else if (methods) methods[name](...input as never[]);
    else {
      waiting.push([name, ...input]);
      // Who only identifies or listens need not pay for the application yet.
      if (/open|toggle|send/.test(name)) {
        launcher.ariaBusy = "true";
        load();
      }
    }
  }

  const api: Record<string, unknown> = {
    push: (...calls: Call[]) => calls.forEach((each) => call(...each)),
    _: {
      options,
      element,
      root,
      launcher,
      style,
      ready(given) {
        methods = given;
        launcher.ariaBusy = null;
        waiting.splice(0).forEach((each) => call(...each));
      },
    } satisfies Bridge,
  };
  for (const name of METHODS) api[name] = (...input: unknown[]) => call(name, ...input);
  const early = page.Hissuno;
  page.Hissuno = api;
  if (Array.isArray(early)) early.forEach((each) => call(...each));

  launcher.onclick = () => call("toggle");
  launcher.onpointerenter = launcher.onfocus = load;

  // Beside the body, so that transforms and swaps of the body do not touch it.
  const show = () => document.documentElement.append(element);
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);

  function idle(): void {
    // Who closed it in this tab does not want it opened again on the next page.
    if (options.open && !tab.get("closed")) call("open", { keepFocus: true });
    else if (storage.get("live") || tab.get("open")) load();
    else if (!color) {
      config().then(async (answer) => {
        if (answer.ok) {
          const value = (await answer.json()).color;
          paint(element, value);
          storage.set("color", value || "#2b59c3");
        } else if (answer.status < 500) {
          element.remove();
          console.warn("Hissuno: the chat is not shown.", (await answer.json()).error);
        }
      }).catch(() => {/* Offline: the button asks again when it is used. */});
    }
  }
  const whenIdle = () =>
    "requestIdleCallback" in page
      ? requestIdleCallback(idle, { timeout: 2000 })
      : setTimeout(idle, 200);
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle);
}

const page = window as Page;
if (!(page.Hissuno && "_" in page.Hissuno)) {
  const options = readOptions(ownTag(), page.hissunoSettings ?? {});
  if (options) start(page, options);
  else console.warn("Hissuno: add data-project-id to the script tag of widget.js.");
}
