/** A request a fake provider has seen. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Headers;
  body: string;
}

/** How a fake misbehaves, on top of what it knows. */
export interface FakeBehaviour {
  /** Answers so many requests with 429 first. */
  rateLimited?: { times: number; retryAfter: string };
  /** Answers so many requests with this status first. */
  failing?: { times: number; status: number };
  /** Answers with a web page instead of JSON, so many times. */
  webPages?: number;
  /** Milliseconds before each answer. */
  slow?: number;
}

/** A provider's stand-in: a real HTTP server on loopback with a log of what it was asked. */
export class FakeServer {
  readonly requests: SeenRequest[] = [];
  behaviour: FakeBehaviour = {};
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  /** @param handle answers a request; the body is read already */
  constructor(handle: (request: Request, body: string) => Response | Promise<Response>) {
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      async (request) => {
        const { pathname, search } = new URL(request.url);
        const body = await request.text();
        const { method, headers } = request;
        this.requests.push({ method, path: pathname + search, headers, body });
        return await this.#misbehave() ?? await handle(request, body);
      },
    );
  }

  /** Where it listens. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Stops at once. */
  async close(): Promise<void> {
    await this.#server.shutdown();
  }

  async #misbehave(): Promise<Response | null> {
    const { rateLimited, failing, slow } = this.behaviour;
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow));
    if (rateLimited && rateLimited.times-- > 0) {
      return new Response("{}", {
        status: 429,
        headers: { "Retry-After": rateLimited.retryAfter },
      });
    }
    if (failing && failing.times-- > 0) return new Response("no", { status: failing.status });
    if (this.behaviour.webPages && this.behaviour.webPages-- > 0) {
      return new Response("<html>Sorry</html>", { headers: { "Content-Type": "text/html" } });
    }
    return null;
  }
}
