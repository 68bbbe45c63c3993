import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Composer } from "./composer.tsx";
import { useWidget } from "./context.ts";
import { Header } from "./header.tsx";
import { Home } from "./home.tsx";
import { Log } from "./log.tsx";

/** Failed attempts after which the visitor is told: a single hiccup is nobody's business. */
const TELL_AFTER_FAILURES = 2;

/** Why messages do not get through, if they do not. */
function Trouble() {
  const { state, strings } = useWidget();
  const text = state.refused
    ? strings.unavailable
    : !state.online
    ? strings.offline
    : state.failures >= TELL_AFTER_FAILURES
    ? strings.reconnecting
    : "";
  return <p class="trouble" role="status">{text}</p>;
}

/** The way past the agent, always in sight while the agent is in charge and has said something. */
function AskPerson() {
  const { client, state, strings } = useWidget();
  const { session, messages, refused } = state;
  const asked = messages.some(({ content }) => content === strings.ask_person);
  const answered = messages.some(({ sender_type }) => sender_type === "ai");
  if (refused || asked || !answered || session?.status !== "active") return null;
  if (session.is_human_takeover) return null;
  return (
    <button type="button" class="person" onClick={() => client.send(strings.ask_person)}>
      {strings.person}
    </button>
  );
}

/** On a phone the keyboard covers the page: the panel follows what is left of it. */
function useVisibleHeight(panel: { current: HTMLElement | null }): void {
  useEffect(() => {
    const viewport = globalThis.visualViewport;
    if (!viewport) return;
    const fit = () => {
      panel.current?.style.setProperty("--height", `${viewport.height}px`);
      panel.current?.style.setProperty("--top", `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
    };
  }, []);
}

/** The open chat. Not modal: the page beside it stays usable. */
export function Panel() {
  const { client, state, bridge, strings } = useWidget();
  const panel = useRef<HTMLDivElement>(null);
  const close = () => {
    client.close();
    bridge.launcher.focus();
  };
  useVisibleHeight(panel);
  useLayoutEffect(() => {
    if (!state.takeFocus) return;
    // On touch screens the keyboard would jump up over the greeting.
    const field = matchMedia("(pointer:coarse)").matches || state.view === "home"
      ? null
      : panel.current!.querySelector("textarea");
    (field ?? panel.current!).focus({ preventScroll: true });
  }, [state.view, state.conversation === null]);
  return (
    <div
      ref={panel}
      class={bridge.options.position === "left" ? "panel left" : "panel"}
      role="dialog"
      aria-label={state.config?.title || strings.chat}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) close();
      }}
    >
      <Header onClose={close} />
      {state.view === "home" ? <Home /> : (
        <>
          <Log />
          <Trouble />
          <AskPerson />
          <Composer />
        </>
      )}
    </div>
  );
}
