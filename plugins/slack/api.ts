import type { WebClient } from "@slack/web-api";
import { ProviderError, type ProviderRequest, RefusedReply, type SourceContext } from "#plugin-kit";
import { errorOfAnswer, refusal } from "./errors.ts";

/** Slack's Web API: every method of the SDK, with our errors. */
export type SlackClient = WebClient;

/** What reaches Slack: a connection, or credentials that are being tried. */
export type SlackContext = Pick<SourceContext<unknown, unknown>, "fetch">;

/** Methods that make something new: they are not sent again when their answer was lost. */
const ONCE = new Set(["chat.postMessage", "chat.startStream", "chat.appendStream"]);

/** Nothing of what is sent or answered goes into a log. */
export const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => "error" as never,
  setName() {},
};

const clients = new WeakMap<SlackContext, Map<string, SlackClient>>();

/**
 * The SDK's client, going out through the connection: guarded, within its budget, waiting as
 * `Retry-After` asks. Every failure is one of ours:
 *
 * - `SlackCredentialError` (a `CredentialError`): the token does not do, or lacks a scope
 * - `SlackError` (a `ProviderError`): another `ok: false`; `code` is Slack's word
 * - whatever the connection throws when Slack cannot be reached
 *
 * @param token the bot's (`xoxb-`), for sockets the app's (`xapp-`); absent for calls without one
 */
export async function slackClient(context: SlackContext, token?: string): Promise<SlackClient> {
  const known = clients.get(context)?.get(token ?? "");
  if (known) return known;
  // Some dozen modules: only those who speak to Slack load them.
  const sdk = await import("@slack/web-api");

  class Client extends sdk.WebClient {
    override async apiCall(method: string, options?: Record<string, unknown>) {
      try {
        return await super.apiCall(method, options);
      } catch (error) {
        throw translated(method, error);
      }
    }
  }

  function translated(method: string, error: unknown): unknown {
    if (error instanceof sdk.WebAPIPlatformError) return errorOfAnswer(method, error.data);
    // What the connection threw: told apart by those who called us.
    if (error instanceof sdk.WebAPIRequestError) return error.original;
    if (error instanceof sdk.WebAPIHTTPError) {
      return new ProviderError(
        `Slack answered ${error.statusCode} to ${method}`,
        error.statusCode,
        String(error.body ?? "").slice(0, 500),
      );
    }
    // The SDK stumbles over JSON that is no object.
    if (error instanceof TypeError) {
      return new ProviderError(`Slack's answer to ${method} could not be read.`, 200, "");
    }
    return error;
  }

  const client = new Client(token, {
    logger: SILENT,
    // Waiting and trying again are the connection's.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: throughConnection(context) as typeof fetch,
  });
  const own = clients.get(context) ?? new Map<string, SlackClient>();
  clients.set(context, own.set(token ?? "", client));
  return client;
}

function throughConnection(context: SlackContext) {
  return (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (init.body != null && typeof init.body !== "string") {
      throw new TypeError("Only form bodies are sent to Slack");
    }
    const request: ProviderRequest = {
      method: "POST",
      headers: Object.fromEntries(new Headers(init.headers)),
      text: init.body ?? "",
      once: ONCE.has(url.pathname.split("/").at(-1) ?? ""),
    };
    return context.fetch(url, request);
  };
}

/**
 * Runs what brings a reply to Slack.
 *
 * @throws {RefusedReply} in place of a failure that trying again does not mend
 */
export async function asReply<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const sentence = refusal(error);
    throw sentence === null ? error : new RefusedReply(sentence);
  }
}
