import type { Outgoing } from "./announce.ts";
import type { Json, SlackApp } from "./model.ts";

const MOST_CONNECTIONS = 10;

interface Connection {
  app: SlackApp;
  socket: WebSocket;
  /** The port to cut it by. */
  port: number;
  /** No new events go to it. */
  isLeaving: boolean;
}

/** The WebSocket side of Socket Mode. */
export class SocketHub {
  readonly #tickets = new Map<string, SlackApp>();
  readonly #connections = new Set<Connection>();
  readonly #waiting = new Map<string, () => void>();
  readonly #known = new Set<string>();
  #count = 0;
  #turn = 0;
  /** Things that no client of Slack should do. */
  readonly problems: string[] = [];

  /** @param cut ends a TCP connection without a word */
  constructor(readonly cut: (port: number) => void) {}

  /** A ticket for one connection. */
  ticket(app: SlackApp): string {
    const ticket = `ticket-${++this.#count}`;
    this.#tickets.set(ticket, app);
    return ticket;
  }

  /** How many connections an app has. */
  count(app: SlackApp): number {
    return this.#of(app).length;
  }

  /** Answers the upgrade request of a client with a ticket; a ticket is good once. */
  connect(request: Request, port: number): Response {
    const ticket = new URL(request.url).searchParams.get("ticket") ?? "";
    const app = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (!app) return new Response("Invalid ticket", { status: 403 });
    if (this.count(app) >= MOST_CONNECTIONS) {
      return new Response("Too many connections", { status: 429 });
    }
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 20 });
    const connection: Connection = { app, socket, port, isLeaving: false };
    socket.onopen = () => {
      this.#connections.add(connection);
      app.isSocketMode = true;
      this.#send(connection, {
        type: "hello",
        num_connections: this.count(app),
        debug_info: { host: "applink-fake", approximate_connection_time: 18060 },
        connection_info: { app_id: app.id },
      });
    };
    socket.onmessage = ({ data }) => this.#take(data);
    socket.onclose = () => void this.#connections.delete(connection);
    socket.onerror = () => void this.#connections.delete(connection);
    return response;
  }

  /** Sends to one of the app's connections, the next one in turn, and waits for the answer. */
  async deliver(
    { installation, kind, body }: Outgoing,
    attempt: number,
    reason: string,
    timeoutMs: number,
  ): Promise<"acked" | "timeout" | "no_connection"> {
    const open = this.#of(installation.app);
    const connection = open[this.#turn++ % Math.max(open.length, 1)];
    if (!connection) return "no_connection";
    const envelope_id = `envelope-${++this.#count}`;
    this.#known.add(envelope_id);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isAcked = await new Promise<boolean>((resolve) => {
      this.#waiting.set(envelope_id, () => resolve(true));
      timer = setTimeout(() => resolve(false), timeoutMs);
      connection.socket.addEventListener("close", () => resolve(false), { once: true });
      this.#send(connection, {
        envelope_id,
        type: kind === "event" ? "events_api" : "interactive",
        accepts_response_payload: kind !== "event",
        ...(kind === "event" ? { retry_attempt: attempt, retry_reason: reason } : {}),
        payload: body,
      });
    });
    clearTimeout(timer);
    this.#waiting.delete(envelope_id);
    return isAcked ? "acked" : "timeout";
  }

  /**
   * Announces the end of connections, as Slack does when it renews them, and closes them later.
   *
   * @param closeAfterMs `warning` gives about 10 s, `refresh_requested` less
   */
  disconnect(
    app: SlackApp,
    reason: "warning" | "refresh_requested" | "link_disabled",
    { closeAfterMs = 100, first = Infinity } = {},
  ): void {
    for (const connection of this.#of(app).slice(0, first)) {
      connection.isLeaving = reason !== "warning";
      this.#send(connection, {
        type: "disconnect",
        reason,
        debug_info: { host: "applink-fake" },
      });
      const timer = setTimeout(() => close(connection.socket), closeAfterMs);
      connection.socket.addEventListener("close", () => clearTimeout(timer), { once: true });
    }
  }

  /** Cuts connections without a word. */
  drop(app: SlackApp): void {
    for (const connection of this.#of(app)) {
      this.#connections.delete(connection);
      this.cut(connection.port);
    }
  }

  /** Closes everything. */
  close(): void {
    for (const { socket } of this.#connections) close(socket);
    for (const stop of this.#waiting.values()) stop();
  }

  #of(app: SlackApp): Connection[] {
    return [...this.#connections].filter((one) => one.app === app && !one.isLeaving);
  }

  #send({ socket }: Connection, message: Json): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  #take(data: unknown): void {
    try {
      const { envelope_id } = JSON.parse(String(data));
      if (!this.#known.has(envelope_id)) throw new Error(`no such envelope ${envelope_id}`);
      this.#waiting.get(envelope_id)?.();
    } catch (error) {
      this.problems.push(`A client sent over its socket: ${data} (${error})`);
    }
  }
}

function close(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(1000, "bye");
}
