/** One request as it came in. */
export interface Seen {
  method: string;
  /** With the query. */
  path: string;
  headers: Headers;
  body: string;
}

/** What a faulty server does with a request; `null` breaks the connection. */
export type Fault = (
  request: Seen,
  count: number,
) => Response | null | Promise<Response | null>;

/**
 * A server that answers as a test says, on a free port.
 *
 * @param answer gets the request and how many came before
 */
export async function withFaultyServer(
  answer: Fault,
  test: (server: { url: string; seen: Seen[] }) => Promise<void>,
): Promise<void> {
  const seen: Seen[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const one = {
        method: request.method,
        path: pathname + search,
        headers: request.headers,
        body: await request.text(),
      };
      seen.push(one);
      return await answer(one, seen.length - 1) ?? broken();
    },
  );
  try {
    await test({ url: `http://127.0.0.1:${server.addr.port}`, seen });
  } finally {
    await server.shutdown();
  }
}

/** Promises more than it sends. */
function broken(): Response {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half'));
      controller.error(new Error("broken on purpose"));
    },
  });
  return new Response(stream);
}

/** An error as the API answers it. */
export function problem(
  status: number,
  code: string,
  headers: HeadersInit = {},
): Response {
  const body = {
    type: `https://example.com/v1/reference/errors#${code}`,
    title: code,
    status,
    detail: `It is ${code}.`,
    error: `It is ${code}.`,
    code,
    errors: [],
    request_id: "req_of_the_test",
  };
  return Response.json(body, {
    status,
    headers: {
      "content-type": "application/problem+json",
      ...Object.fromEntries(new Headers(headers)),
    },
  });
}
