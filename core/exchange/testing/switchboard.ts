import type { Page } from "./pager.ts";

/** The imaginary provider's end of the sockets: a page goes through any one of those that are open. */
export class Switchboard {
  readonly sockets: WebSocket[] = [];
  /** How many were opened in all. */
  opened = 0;
  readonly #confirmed = new Set<string>();
  readonly #server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onopen = () => {
        this.opened++;
        this.sockets.push(socket);
      };
      socket.onclose = () => this.#forget(socket);
      socket.onerror = () => this.#forget(socket);
      socket.onmessage = ({ data }) => this.#confirmed.add(data);
      return response;
    },
  );

  get url(): string {
    return `ws://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Sends a page through the newest socket. */
  send(page: Page): void {
    this.sockets.at(-1)!.send(JSON.stringify(page));
  }

  isConfirmed(id: string): boolean {
    return this.#confirmed.has(id);
  }

  async close(): Promise<void> {
    for (const socket of [...this.sockets]) socket.close();
    await this.#server.shutdown();
  }

  #forget(socket: WebSocket): void {
    const index = this.sockets.indexOf(socket);
    if (index >= 0) this.sockets.splice(index, 1);
  }
}
