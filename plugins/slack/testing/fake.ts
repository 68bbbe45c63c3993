/**
 * A fake Slack: a real HTTP and WebSocket server with state, checked against Slack's descriptions.
 *
 *   const slack = new FakeSlack();                       // port 0; `await slack.close()` at the end
 *   const acme = slack.addWorkspace("Acme");             // { enterpriseId } for Enterprise Grid
 *   const globex = slack.addWorkspace("Globex");
 *   const ada = slack.addUser(acme, "Ada Lovelace", { isAdmin: true });  // isRestricted, isBot, email: null...
 *   const carl = slack.addUser(globex, "Carl Customer"); // isStranger: true for one nobody knows
 *   const help = slack.addChannel(acme, "help", { members: [ada, carl], sharedWith: [globex] });
 *   const { botToken, botUserId } = slack.install(slack.app, acme);      // third argument: scopes
 *   slack.inviteBot(help);
 *
 * `smallWorld()` (small_world.ts) makes all that; `client`, `errorOf` and `Receiver`, an app's request
 * URL, are in testing_kit.ts.
 *
 * Addresses: `slack.apiUrl` (slackApiUrl of Slack's clients), `slack.url` + `/oauth/v2/authorize`, and
 * `/files-pri/...` (the paths of `url_private`, which names files.slack.com).
 * Secrets: `slack.app.{clientId,clientSecret,signingSecret,appToken}`. More apps: `addApp`.
 *
 * Events: `await slack.subscribe(acme, url)` for HTTP (true when the challenge came back), or connect a
 * socket: the app's events go there from then on. `slack.app.events` is the manifest's list (add
 * "app_mention", "reaction_added"). `slack.settled()` waits for all deliveries; each try is in
 * `slack.delivery.attempts`, what was given up in `.lost`.
 *   slack.delivery.duplicates = 1; .delayMs; .retryDelaysMs = [0, 50, 200]; .ackTimeoutMs
 *   slack.delivery.hold(); ... await slack.delivery.release((held) => held.reverse());
 *   slack.sockets.disconnect(slack.app, "warning"); slack.sockets.drop(slack.app); .count(slack.app)
 *   slack.sendRaw(acme, { type: "message", ... });       // malformed or foreign events; also `sendBody`
 *   Install the app in both workspaces of a shared channel for twins of one message.
 *
 * People: `say(channel, user, text, { thread, broadcast, files, blocks, at, silent })` gives the message
 * (`at` puts it into the past without an event), `sayAsWorkflow`, `edit`, `unfurl`, `remove`, `react`,
 * `unreact`, `press(message, user, actionId)`, `stopStream`; `joinChannel`, `leaveChannel`, `inviteBot`,
 * `rename`, `archive`, `deleteChannel`, `share`, `unshare`, `changeId`, `changeUser`, `uninstall`,
 * `revokeTokens`; `directMessage(team, one, other)` is their DM channel.
 * OAuth: `slack.oauth.{isDenied,workspace,user,withheld}` say what the person at the consent page does.
 *
 * Trouble: `slack.fail("chat.postMessage", { error | status | delayMs | dropBefore | dropAfter | body,
 * when }, times)`; `slack.api.limits.mode = "tiers" | "not_in_marketplace"` (`minuteMs` shortens the
 * minute); `slack.setReachable(false)`; `slack.endStreams()`; `slack.clock = () => date`.
 * Seen: `slack.calls`, `slack.callsOf(method)` (args, token, answer, status), `slack.texts(channel)`.
 *
 * `close()` throws when a call had unknown or missing arguments, or when the fake itself gave an answer
 * or event that Slack's samples do not know (`slack.problems`; clear `slack.api.problems` if it was meant).
 */
import type { Outgoing } from "./announce.ts";
import { type ApiHost, type RecordedCall, WebApi } from "./api.ts";
import { Delivery } from "./delivery.ts";
import { signedHeaders } from "./delivery_http.ts";
import type { Fault } from "./faults.ts";
import { Gate } from "./gate.ts";
import type { Installation, SlackApp, SlackChannel, SlackMessage, Workspace } from "./model.ts";
import { OAuth } from "./oauth.ts";
import { SocketHub } from "./sockets.ts";
import { eventFaults } from "./vendor.ts";
import { SlackWorld } from "./world.ts";

/** Slack on loopback; see the top of this file. */
export class FakeSlack extends SlackWorld implements ApiHost {
  /** Itself, for the parts that need the state. */
  readonly slack: SlackWorld = this;
  readonly oauth: OAuth = new OAuth(this);
  readonly api: WebApi = new WebApi(this);
  readonly sockets: SocketHub;
  readonly delivery: Delivery;
  /** The first app. */
  readonly app: SlackApp = this.addApp();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #gate: Gate;

  constructor() {
    super();
    this.sockets = new SocketHub((port) => this.cut(port));
    this.delivery = new Delivery(this.sockets, () => this.seconds());
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request, info) => this.#handle(request, info.remoteAddr.port),
    );
    this.#gate = new Gate(() => this.#server.addr.port);
  }

  /** Where it listens, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#gate.port}`;
  }

  /** `slackApiUrl` for Slack's clients. */
  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  /** Every Web API call, in order. */
  get calls(): RecordedCall[] {
    return this.api.calls;
  }

  /** The calls of one method. */
  callsOf(method: string): RecordedCall[] {
    return this.api.calls.filter((call) => call.method === method);
  }

  /** Lets the next calls of a method (`*` for any) go wrong, once unless `times` says otherwise. */
  fail(method: string, fault: Fault, times = 1): void {
    this.api.faults.plan(method, fault, times);
  }

  /**
   * Sends the events of a workspace to a request URL, after the check that Slack makes.
   *
   * @returns whether the URL gave the challenge back; events are sent only then
   */
  async subscribe(workspace: Workspace, url: string, app = this.app): Promise<boolean> {
    const challenge = this.nextId("challenge");
    const body = { token: app.verificationToken, challenge, type: "url_verification" };
    const raw = JSON.stringify(body);
    const headers = await signedHeaders(app.signingSecret, raw, this.seconds());
    headers.set("content-type", "application/json");
    const response = await fetch(url, { method: "POST", body: raw, headers, redirect: "manual" });
    const text = await response.text();
    const isRight = response.ok && (text === challenge || text.includes(`"${challenge}"`));
    if (!isRight) return false;
    app.isSocketMode = false;
    app.requestUrls.set(workspace.id, url);
    return true;
  }

  /** What a channel (or a thread of it) says now, oldest first. */
  texts(channel: SlackChannel, thread?: SlackMessage): string[] {
    const messages = thread ? this.thread(channel, thread.ts) : this.sorted(channel);
    return messages.map(({ text }) => text);
  }

  /** Ends the life of all running streams, as Slack does after some minutes. */
  endStreams(): void {
    for (const channel of this.channels.values()) {
      for (const message of channel.messages.values()) delete message.streamingSince;
    }
  }

  /** A person presses the stop button of a streamed answer. */
  stopStream(message: SlackMessage): void {
    message.isStoppedByUser = true;
  }

  /** Waits until every event has been taken or given up. */
  settled(): Promise<void> {
    return this.delivery.settled();
  }

  /** What was asked or sent that Slack would not know. */
  get problems(): string[] {
    return [...this.api.problems, ...this.sockets.problems, ...this.#eventProblems];
  }
  readonly #eventProblems: string[] = [];

  /** The address of a new socket. */
  socketUrl(app: SlackApp): string {
    const ticket = this.sockets.ticket(app);
    return `ws://127.0.0.1:${this.#gate.port}/link/?ticket=${ticket}&app_id=${app.id}`;
  }

  /** Cuts a connection, by the port that the server sees. */
  cut(port: number): void {
    this.#gate.cut(port);
  }

  /** Slack cannot be reached: connections are cut, and new ones, too. */
  setReachable(isReachable: boolean): void {
    this.#gate.isShut = !isReachable;
    if (!isReachable) this.#gate.cutAll();
  }

  /**
   * Stops everything.
   *
   * @throws Error when something was asked or sent that Slack would not know
   */
  async close(): Promise<void> {
    await this.delivery.close();
    this.sockets.close();
    await this.#gate.close();
    await this.#server.shutdown();
    if (this.problems.length > 0) {
      throw new Error(`The fake Slack has seen:\n${[...new Set(this.problems)].join("\n")}`);
    }
  }

  protected send(outgoing: Outgoing): void {
    const isChecked = outgoing.kind === "event" && !outgoing.isRaw;
    if (isChecked) this.#eventProblems.push(...eventFaults(outgoing.body));
    this.delivery.send(outgoing);
  }

  async #handle(request: Request, port: number): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === "/link/") return this.sockets.connect(request, port);
    if (url.pathname === "/oauth/v2/authorize") return this.oauth.authorize(url);
    if (url.pathname.startsWith("/files-pri/")) return this.#file(request, url);
    const body = await request.text();
    if (url.pathname.startsWith("/api/")) return this.api.handle(request, url, body, port);
    return new Response("Not here", { status: 404 });
  }

  #file(request: Request, url: URL): Response {
    const [, , place = ""] = url.pathname.split("/");
    const file = this.files.get(place.split("-")[1] ?? "");
    const token = request.headers.get("authorization")?.replace("Bearer ", "");
    const reader = this.installations.find((one: Installation) => one.botToken === token);
    if (!file) return new Response("Not found", { status: 404 });
    if (reader?.state !== "installed" || !reader.scopes.has("files:read")) {
      const html = "<!DOCTYPE html><title>Sign in | Slack</title>";
      return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    return new Response(Uint8Array.from(file.content), {
      headers: { "content-type": file.mimetype },
    });
  }
}

export { signedHeaders };
export * from "./model.ts";
