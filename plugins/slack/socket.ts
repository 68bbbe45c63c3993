import type { SocketModeClient } from "@slack/socket-mode";
import { CredentialError, type Delivery } from "#plugin-kit";
import { SILENT, slackClient } from "./api.ts";
import type { SlackConnection } from "./connection.ts";
import { appTokenError } from "./credentials.ts";
import { readEvent, readInteraction } from "./events.ts";

/** How long Slack may take to greet us, in milliseconds. */
const GREETING = 30_000;

/** What comes over the socket and is to be acknowledged. */
interface Envelope {
  type?: string;
  body?: unknown;
  ack(): Promise<void>;
}

/** Parts of the SDK's client that it does not show. */
interface SocketInside {
  retrieveWSSURL(): Promise<string>;
  onWebSocketMessage(data: string, isBinary: boolean): Promise<void>;
}

type Deliver = (delivery: Delivery) => Promise<void>;

/**
 * Holds a connection of Socket Mode open until the signal aborts or it breaks. When Slack wants to
 * renew it, the next one is opened first. An envelope is acknowledged once it is stored.
 *
 * @throws {CredentialError} when Slack does not take the app-level token, or Socket Mode is off
 */
// https://docs.slack.dev/apis/events-api/using-socket-mode/
export async function socket(connection: SlackConnection, deliver: Deliver): Promise<void> {
  if (!connection.secret.app_token) return;
  await new SocketHolder(connection, deliver).hold();
}

class SocketHolder {
  #current: SocketModeClient | undefined;
  readonly #open = new Set<SocketModeClient>();
  readonly #ended = Promise.withResolvers<void>();

  constructor(readonly connection: SlackConnection, readonly deliver: Deliver) {}

  async hold(): Promise<void> {
    const { signal } = this.connection;
    const stop = () => this.#ended.resolve();
    signal.addEventListener("abort", stop, { once: true });
    try {
      signal.throwIfAborted();
      await this.#start();
      await this.#ended.promise;
    } catch (error) {
      throw appTokenError(error);
    } finally {
      signal.removeEventListener("abort", stop);
      this.#current = undefined;
      await Promise.all([...this.#open].map(close));
    }
  }

  async #start(): Promise<void> {
    const client = await this.#client();
    this.#open.add(client);
    client.on("disconnected", () => {
      this.#open.delete(client);
      // Nobody takes its place: the one who called us begins again.
      if (this.#current === client) this.#ended.resolve();
    });
    await greeted(client);
    this.#current = client;
  }

  async #client(): Promise<SocketModeClient> {
    const { SocketModeClient } = await import("@slack/socket-mode");
    const client = new SocketModeClient({
      appToken: this.connection.secret.app_token!,
      // Beginning again is ours: the SDK would leave a gap.
      autoReconnectEnabled: false,
      logger: SILENT,
    });
    const inner = client as unknown as SocketInside;
    inner.retrieveWSSURL = () => this.#address();
    client.removeAllListeners("ws_message");
    client.on("ws_message", (data: string | ArrayBuffer, isBinary: boolean) => {
      if (isBinary) return;
      const text = typeof data === "string" ? data : new TextDecoder().decode(data);
      const farewell = farewellOf(text);
      if (farewell) return void this.#renew(client, farewell);
      // A message the SDK stumbles over must not end the process.
      inner.onWebSocketMessage(text, false).catch(() => {});
    });
    client.on("slack_event", (envelope: Envelope) => void this.#take(envelope));
    return client;
  }

  /** Where Slack wants the socket to be opened, asked for through the connection. */
  async #address(): Promise<string> {
    const client = await slackClient(this.connection, this.connection.secret.app_token);
    // https://docs.slack.dev/reference/methods/apps.connections.open
    const { url } = await client.apps.connections.open({});
    if (!url || !this.connection.reaches(url)) {
      throw new Error("Slack named an address for its socket that is not one of its own.");
    }
    return url;
  }

  /** Slack is going to close a connection: the next one takes its place first. */
  async #renew(old: SocketModeClient, reason: string): Promise<void> {
    // True of every connection, also of one that has just been greeted.
    if (reason === "link_disabled") {
      return this.#ended.reject(new CredentialError(SWITCHED_OFF, "app_token"));
    }
    if (old !== this.#current) return;
    this.#current = undefined;
    try {
      await this.#start();
      await close(old);
    } catch (error) {
      this.#ended.reject(error);
    }
  }

  /** Stores what came; without that it is not acknowledged, and Slack sends it again. */
  async #take({ type, body, ack }: Envelope): Promise<void> {
    try {
      const json = (body ?? {}) as Record<string, unknown>;
      const { accounts, delivery } = type === "interactive"
        ? readInteraction(json)
        : readEvent(json);
      const { accountId } = this.connection;
      // Of another workspace with the same app: its own connection is to get it.
      if (accountId !== null && !accounts.includes(accountId)) return;
      if (delivery) await this.deliver(delivery);
      await ack();
    } catch { /* sent again, and at last found in the history */ }
  }
}

/** Waits for Slack's greeting; without it nothing ever comes. */
async function greeted(client: SocketModeClient): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error("Slack opened a socket and did not greet.");
    timer = setTimeout(() => reject(error), GREETING);
  });
  try {
    await Promise.race([client.start(), late]);
  } catch (error) {
    // What the SDK says of a connection that broke off is nothing.
    throw error ?? new Error("Slack's socket could not be opened.");
  } finally {
    clearTimeout(timer);
  }
}

/** Closes a client, however far it came. */
async function close(client: SocketModeClient): Promise<void> {
  await Promise.race([
    client.disconnect().catch(() => {}),
    // The other side may be gone.
    new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, 1_000) as unknown as number)),
  ]);
}

/** Why Slack is about to close a connection; null for another message. */
function farewellOf(text: string): string | null {
  if (!text.includes('"disconnect"')) return null;
  try {
    const { type, reason } = JSON.parse(text);
    return type === "disconnect" ? String(reason) : null;
  } catch {
    return null;
  }
}

const SWITCHED_OFF =
  "Socket Mode is switched off for the app in Slack. Switch it on, or enter the signing secret and " +
  "remove the app-level token.";
