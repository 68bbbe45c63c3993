/** `/widget/app-<hash>.js`: the panel and everything that talks to the server. */
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Bridge } from "./bridge.ts";
import { type Client, createClient } from "./client.ts";
import { WidgetContext } from "./components/context.ts";
import { iconPath } from "./components/icon.tsx";
import { Panel } from "./components/panel.tsx";
import { CHAT_ICON, paint } from "./launcher.ts";
import { type State, unreadCount } from "./state.ts";
import { ENGLISH, fill } from "./strings.ts";
import styles from "./style/mod.ts";
import { parseColor, textOn } from "./theme.ts";

const PHONE = "(max-width:480px)";

/** The theme to show now; follows the system while the option says `auto`. */
function useDark(theme: Bridge["options"]["theme"]): boolean {
  const query = useMemo(() => matchMedia("(prefers-color-scheme:dark)"), []);
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const change = () => setDark(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return theme === "auto" ? dark : theme === "dark";
}

/** Text on the accent is white or near black, wherever the accent comes from: page or project. */
function paintText({ element, launcher }: Bridge): void {
  const color = parseColor(getComputedStyle(launcher).backgroundColor);
  if (color) element.style.setProperty("--_on", textOn(color));
}

interface AppProps {
  bridge: Bridge;
  client: Client;
  state: State;
}

function App({ bridge, client, state }: AppProps) {
  const { options, launcher, element } = bridge;
  const strings = useMemo(
    () => ({ ...ENGLISH, ...state.config?.strings, ...options.strings }),
    [state.config],
  );
  const unread = unreadCount(state);
  const color = options.color ?? state.config?.color;
  useEffect(() => {
    paint(element, color);
    paintText(bridge);
  }, [color]);
  useEffect(() => {
    const label = state.open ? strings.close : strings.open;
    const count = unread && !state.open ? `, ${fill(strings.unread, { n: unread })}` : "";
    launcher.setAttribute("aria-label", label + count);
    launcher.setAttribute("aria-expanded", String(state.open));
    launcher.classList.toggle("opened", state.open);
    launcher.querySelector("path")!.setAttribute("d", state.open ? iconPath("down") : CHAT_ICON);
    const badge = launcher.querySelector(".badge") ?? document.createElement("span");
    badge.className = "badge";
    badge.textContent = count && String(Math.min(unread, 99));
    launcher.append(badge);
  }, [state.open, unread, strings]);

  const dark = useDark(options.theme);
  const locale = options.locale ?? "en";
  const classes = ["root", dark && "dark", getComputedStyle(element).direction];
  return (
    <WidgetContext.Provider value={{ client, state, bridge, strings, locale }}>
      <div class={classes.filter(Boolean).join(" ")} lang={locale}>
        {state.open && <Panel />}
      </div>
    </WidgetContext.Provider>
  );
}

function mount(bridge: Bridge): void {
  bridge.style(styles);
  const client = createClient(bridge.options);
  const box = document.createElement("div");
  // The page's shortcuts must not fire on what is written here.
  for (const name of ["keydown", "keypress", "keyup"]) {
    box.addEventListener(name, (event) => event.stopPropagation());
  }
  bridge.launcher.before(box);
  let planned = false;
  const draw = () => {
    planned = false;
    render(<App bridge={bridge} client={client} state={client.state()} />, box);
  };
  // Many pieces of an answer can arrive at once: they are drawn together.
  client.subscribe(() => {
    if (!planned) queueMicrotask(draw);
    planned = true;
  });
  draw();
  bridge.ready({
    open: client.open,
    close: client.close,
    toggle: () => client.state().open ? client.close() : client.open(),
    send(text: string) {
      client.open();
      client.send(text);
    },
    identify: client.identify,
    logout: client.logout,
    on: client.on,
    off: client.off,
    show() {},
    hide() {},
  });
  client.start();
  // The chat stays open over a change of page; on a phone it would hide the page just opened.
  if (client.wasOpen() && !matchMedia(PHONE).matches) client.open({ keepFocus: true });
}

mount((window as unknown as { Hissuno: { _: Bridge } }).Hissuno._);
