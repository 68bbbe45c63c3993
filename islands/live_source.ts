/** A tab nobody looks at gives its connection back after this long: browsers have only six. */
const HIDDEN_MILLISECONDS = 120_000;
const RETRY_MILLISECONDS = 5_000;

/** What to do with the events of a stream. */
export interface LiveHandlers {
  /** By the name of the event. */
  on: Record<string, (data: unknown) => void>;
  /** Called for every connection that opens, the first and those after a break. */
  onOpen?: () => void;
  /** Called with false when the connection is lost, true when it is there. */
  onOnline?: (online: boolean) => void;
}

/**
 * Follows a stream of server-sent events for as long as the page is there, across lost connections.
 *
 * @returns how to stop
 */
export function followLive(address: string, { on, onOpen, onOnline }: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    if (source) return;
    source = new EventSource(address);
    source.onopen = () => {
      onOnline?.(true);
      onOpen?.();
    };
    source.onerror = () => {
      onOnline?.(false);
      // The browser tries again by itself unless it was refused.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      retrying = setTimeout(open, RETRY_MILLISECONDS);
    };
    for (const [name, handle] of Object.entries(on)) {
      source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent).data)));
    }
  };
  const close = () => {
    clearTimeout(retrying);
    source?.close();
    source = null;
  };
  const onVisibility = () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, HIDDEN_MILLISECONDS);
    else open();
  };
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
  return () => {
    clearTimeout(hiding);
    close();
    document.removeEventListener("visibilitychange", onVisibility);
    removeEventListener("pagehide", close);
    removeEventListener("pageshow", open);
  };
}
