/**
 * A TCP door before a server: it can cut a connection without an answer, as a network does, which a
 * handler of `Deno.serve` cannot.
 */
export class Gate {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  /** Pairs of connections by the port that the inner server sees. */
  readonly #pairs = new Map<number, [Deno.Conn, Deno.Conn]>();
  readonly #innerPort: () => number;
  #running: Promise<unknown>[] = [];
  /** New connections are cut at once. */
  isShut = false;

  /** @param innerPort the port that the server listens at */
  constructor(innerPort: () => number) {
    this.#innerPort = innerPort;
    this.#running.push(this.#accept());
  }

  /** The port for clients. */
  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /** Cuts one connection. @param innerPort the remote port as the inner server sees it */
  cut(innerPort: number): void {
    for (const connection of this.#pairs.get(innerPort) ?? []) quietly(() => connection.close());
  }

  /** Cuts all connections. */
  cutAll(): void {
    for (const port of this.#pairs.keys()) this.cut(port);
  }

  /** Cuts all connections and stops listening. */
  async close(): Promise<void> {
    this.#listener.close();
    this.cutAll();
    await Promise.all(this.#running);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      if (this.isShut) {
        client.close();
        continue;
      }
      const running = this.#join(client);
      this.#running.push(running);
      running.then(() => this.#running = this.#running.filter((one) => one !== running));
    }
  }

  async #join(client: Deno.TcpConn): Promise<void> {
    const inner = await Deno.connect({ port: this.#innerPort(), hostname: "127.0.0.1" })
      .catch(() => null);
    if (!inner) return quietly(() => client.close());
    client.setNoDelay();
    inner.setNoDelay();
    const { port } = inner.localAddr as Deno.NetAddr;
    this.#pairs.set(port, [client, inner]);
    const pump = (from: Deno.Conn, to: Deno.Conn) =>
      from.readable.pipeTo(to.writable).catch(() => {});
    await Promise.all([pump(client, inner), pump(inner, client)]);
    this.cut(port);
    this.#pairs.delete(port);
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch { /* it was closed already */ }
}
