import { LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import type { FakeSlack } from "./fake.ts";
import type { Json } from "./model.ts";
import { type SmallWorld, smallWorld } from "./small_world.ts";

/** Runs a test in a small world and closes it, which checks everything that was said. */
export async function inSmallWorld(
  test: (world: SmallWorld) => Promise<void>,
  scopes?: Iterable<string>,
): Promise<void> {
  const world = smallWorld(scopes);
  try {
    await test(world);
  } finally {
    await world.slack.close();
  }
}

/** Slack's own client, which tries once and does not wait for rate limits unless told. */
export function client(slack: FakeSlack, token: string, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    ...options,
  });
}

/** The error of a call, as Slack names it. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { data, code } = error as { data?: { error?: string }; code?: string };
    return data?.error ?? code ?? String(error);
  }
  return "none";
}

/** A request that an app's request URL was sent. */
export interface Received {
  headers: Headers;
  raw: string;
  /** The parsed event, or the payload of a form. */
  body: Json;
}

/** An app's request URL, as a server that answers what the test says. */
export class Receiver {
  readonly received: Received[] = [];
  /** Answers events; the challenge is always given back. */
  answer: (received: Received) => Response | Promise<Response> = () => new Response();
  readonly #server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => this.#take(request),
  );

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/slack/events`;
  }

  /** The inner events of a type, in the order they came. */
  events(type = "message"): Json[] {
    return this.received.map(({ body }) => (body.event ?? {}) as Json)
      .filter((event) => event.type === type);
  }

  async close(): Promise<void> {
    await this.#server.shutdown();
  }

  async #take(request: Request): Promise<Response> {
    const raw = await request.text();
    const payload = new URLSearchParams(raw).get("payload");
    const body = JSON.parse(payload ?? raw) as Json;
    const received = { headers: request.headers, raw, body };
    this.received.push(received);
    if (body.type === "url_verification") return Response.json({ challenge: body.challenge });
    return await this.answer(received);
  }
}
