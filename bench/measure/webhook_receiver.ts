/** A program that is told of events, in a process of its own: prints its port, counts what comes. */
let received = 0;
const server = Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log(port) },
  async (request) => {
    if (request.method === "GET") return new Response(String(received));
    await request.body?.cancel();
    received++;
    return new Response(null, { status: 204 });
  },
);
await server.finished;
