import { apiTest, type TestApi } from "../../../api/testing.ts";
import { Hissuno } from "../src/mod.ts";

/** An instance of the API that listens, and a client of it. */
export interface Listening {
  api: TestApi;
  /** Where it listens. */
  url: string;
  /** With a key that may do everything. */
  client: Hissuno;
}

/** Registers a test with an API of its own that is reached over the network. */
export function listeningTest(
  name: string,
  test: (listening: Listening) => Promise<void>,
): void {
  apiTest(name, async (api) => {
    await api.sql`update projects set plan = 'unlimited'`;
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => api.app.fetch(request),
    );
    const url = `http://127.0.0.1:${server.addr.port}`;
    try {
      await test({
        api,
        url,
        client: new Hissuno({ apiKey: api.keys.full, baseUrl: url }),
      });
    } finally {
      await server.shutdown();
    }
  });
}
