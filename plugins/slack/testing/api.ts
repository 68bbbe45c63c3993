import { ApiCall, type Handler, SlackError } from "./call.ts";
import { Faults } from "./faults.ts";
import { Limits } from "./limits.ts";
import { authMethods } from "./methods_auth.ts";
import { channelMethods } from "./methods_channels.ts";
import { chatMethods } from "./methods_chat.ts";
import { historyMethods } from "./methods_history.ts";
import { streamMethods } from "./methods_stream.ts";
import type { Installation, Json, SlackApp } from "./model.ts";
import type { OAuth } from "./oauth.ts";
import { answerFaults, argumentFaults, describe, readArguments } from "./vendor.ts";
import type { SlackWorld } from "./world.ts";

const HANDLERS: Record<string, Handler> = {
  ...authMethods,
  ...channelMethods,
  ...historyMethods,
  ...chatMethods,
  ...streamMethods,
};
/** Methods that do without a bot token. */
const UNCOMMON = ["oauth.v2.access", "apps.connections.open"];

/** A call that the fake has seen. */
export interface RecordedCall {
  method: string;
  args: Json;
  /** Empty when there was none. */
  token: string;
  teamId: string | null;
  /** Milliseconds since 1970. */
  at: number;
  headers: Headers;
  /** The JSON that was answered; absent when the answer was none. */
  answer?: Json;
  /** The HTTP status; 0 when the connection was cut. */
  status: number;
}

/** What the Web API needs of the server around it. */
export interface ApiHost {
  slack: SlackWorld;
  oauth: OAuth;
  /** The address of a new socket. */
  socketUrl(app: SlackApp): string;
  /** Cuts the connection of the request. */
  cut(port: number): void;
}

/** Slack's Web API. */
export class WebApi {
  readonly calls: RecordedCall[] = [];
  readonly faults = new Faults();
  readonly limits: Limits;
  /** Calls that Slack would not understand, and answers that Slack would not give. */
  readonly problems: string[] = [];

  constructor(readonly host: ApiHost) {
    this.limits = new Limits(() => host.slack.clock().getTime());
  }

  /** Answers `/api/<method>`. @param port the connection, to cut it */
  async handle(request: Request, url: URL, body: string, port: number): Promise<Response> {
    const method = url.pathname.slice("/api/".length);
    const type = request.headers.get("content-type") ?? "";
    const token = request.headers.get("authorization")?.match(/^Bearer (.+)$/)?.[1] ?? "";
    const call: RecordedCall = {
      method,
      args: {},
      token,
      teamId: this.#installationOf(token)?.teamId ?? null,
      at: this.host.slack.clock().getTime(),
      headers: request.headers,
      status: 0,
    };
    this.calls.push(call);
    try {
      call.args = readArguments(method, url, type, body);
    } catch {
      this.problems.push(`${method}: the body is not what its type says: ${body.slice(0, 200)}`);
      return this.#answer(call, { ok: false, error: "invalid_form_data" });
    }
    call.token ||= String(call.args.token ?? "");
    const fault = this.faults.take(method, call.args) ?? {};
    if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault.dropBefore) return this.#cut(port);
    if (fault.status) return this.#refuse(call, fault.status, fault.retryAfter ?? 1);
    if (fault.body !== undefined) return new Response(fault.body);
    if (fault.error) return this.#answer(call, { ok: false, error: fault.error, ...fault.more });
    const channel = String(call.args.channel ?? "");
    const wait = this.limits.take(method, call.teamId ?? "", channel);
    if (wait > 0) return this.#refuse(call, 429, wait);
    const response = this.#answer(call, this.#act(call, type, request));
    return fault.dropAfter ? this.#cut(port) : response;
  }

  #act(call: RecordedCall, type: string, request: Request): Json {
    const wrong = argumentFaults(call.method, type, call.args);
    if (wrong.length > 0) {
      this.problems.push(...wrong);
      return { ok: false, error: "invalid_arguments", response_metadata: { messages: wrong } };
    }
    try {
      const answer = this.#perform(call, request);
      this.problems.push(...answerFaults(call.method, answer));
      return answer;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const answer = { ok: false, error: error.code, ...error.more };
      this.problems.push(...answerFaults(call.method, answer));
      return answer;
    }
  }

  #perform(call: RecordedCall, request: Request): Json {
    const { method, args, token } = call;
    if (method === "oauth.v2.access") {
      return this.host.oauth.exchange(args, request.headers.get("authorization"));
    }
    if (token === "") throw new SlackError("not_authed");
    const app = this.host.slack.apps.find(({ appToken }) => appToken === token);
    if (method === "apps.connections.open") return this.#openSocket(app, token);
    if (app) throw new SlackError("not_allowed_token_type");
    const installation = this.#installationOf(token);
    if (!installation) throw new SlackError("invalid_auth");
    if (installation.state === "uninstalled") throw new SlackError("account_inactive");
    if (installation.state === "revoked") throw new SlackError("token_revoked");
    const { slack } = this.host;
    return HANDLERS[method]!(new ApiCall(slack, this.limits, method, installation, args));
  }

  #openSocket(app: SlackApp | undefined, token: string): Json {
    if (!app) {
      throw new SlackError(token.startsWith("xoxb-") ? "not_allowed_token_type" : "invalid_auth");
    }
    if (!app.appTokenScopes.has("connections:write")) {
      const provided = [...app.appTokenScopes].join(",");
      throw new SlackError("missing_scope", { needed: "connections:write", provided });
    }
    return { ok: true, url: this.host.socketUrl(app) };
  }

  #installationOf(token: string): Installation | undefined {
    return this.host.slack.installations.find(({ botToken }) => botToken === token);
  }

  #answer(call: RecordedCall, answer: Json): Response {
    call.answer = answer;
    call.status = 200;
    const scopes = this.#installationOf(call.token)?.scopes;
    const accepted = describe(call.method)?.scopes ?? [];
    return Response.json(answer, {
      headers: {
        ...(scopes ? { "x-oauth-scopes": [...scopes].join(",") } : {}),
        ...(accepted.length > 0 ? { "x-accepted-oauth-scopes": accepted.join(",") } : {}),
        "x-slack-req-id": this.host.slack.nextId("req"),
      },
    });
  }

  #refuse(call: RecordedCall, status: number, retryAfter: number): Response {
    call.status = status;
    if (status !== 429) return new Response("<html>Sorry</html>", { status });
    call.answer = { ok: false, error: "ratelimited" };
    return Response.json(call.answer, { status, headers: { "retry-after": String(retryAfter) } });
  }

  #cut(port: number): Promise<Response> {
    this.host.cut(port);
    return Promise.resolve(new Response(null, { status: 500 }));
  }
}

/** Every method that the fake answers. */
export const METHODS = [...Object.keys(HANDLERS), ...UNCOMMON];
