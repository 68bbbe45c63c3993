import { SlackError } from "./call.ts";
import type { Installation, Json, SlackApp, SlackUser, Workspace } from "./model.ts";
import type { SlackWorld } from "./world.ts";

interface Grant {
  app: SlackApp;
  workspace: Workspace;
  scopes: string[];
  redirectUri: string | null;
  user: SlackUser | undefined;
  /** Milliseconds since 1970. */
  until: number;
}

const CODE_LIFE_MS = 10 * 60_000;

/** The consent page, which answers at once as the test says, and the exchange of its codes. */
export class OAuth {
  /** The person at the page says no. */
  isDenied = false;
  /** The workspace that the person chooses; the first one unless set. */
  workspace: Workspace | undefined;
  /** Who says yes. */
  user: SlackUser | undefined;
  /** Scopes that are not granted although asked for. */
  withheld: string[] = [];
  readonly #grants = new Map<string, Grant>();

  constructor(readonly slack: SlackWorld) {}

  /** `GET /oauth/v2/authorize`: sends the browser back with a code or an error. */
  authorize(url: URL): Response {
    const query = url.searchParams;
    const app = this.slack.apps.find(({ clientId }) => clientId === query.get("client_id"));
    const redirectUri = query.get("redirect_uri");
    if (!app) return page("Invalid client_id parameter");
    if (!query.get("scope")) return page("No scopes requested");
    if (!redirectUri || !URL.canParse(redirectUri)) return page("redirect_uri did not match");
    const back = new URL(redirectUri);
    const state = query.get("state");
    if (state !== null) back.searchParams.set("state", state);
    if (this.isDenied) {
      back.searchParams.set("error", "access_denied");
      return redirect(back);
    }
    const workspace = this.workspace ?? [...this.slack.workspaces.values()][0];
    if (!workspace) return page("There is no workspace");
    const code = `${this.slack.nextId("c")}.${this.slack.nextId("d")}`;
    this.#grants.set(code, {
      app,
      workspace,
      scopes: query.get("scope")!.split(/[ ,]+/).filter((one) => !this.withheld.includes(one)),
      redirectUri,
      user: this.user,
      until: this.slack.clock().getTime() + CODE_LIFE_MS,
    });
    back.searchParams.set("code", code);
    return redirect(back);
  }

  /**
   * `oauth.v2.access`: a code, once, for a token.
   *
   * @param basic the Authorization header, where the client's id and secret may be
   * @throws SlackError with the error's name
   */
  exchange(args: Json, basic: string | null): Json {
    const [id, secret] = basic?.startsWith("Basic ")
      ? atob(basic.slice(6)).split(":")
      : [args.client_id, args.client_secret];
    const app = this.slack.apps.find(({ clientId }) => clientId === id);
    if (!app) throw new SlackError("invalid_client_id");
    if (app.clientSecret !== secret) throw new SlackError("bad_client_secret");
    if ((args.grant_type ?? "authorization_code") !== "authorization_code") {
      throw new SlackError("invalid_grant_type");
    }
    const code = String(args.code ?? "");
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const isGood = grant?.app === app && grant.until > this.slack.clock().getTime();
    if (!isGood) throw new SlackError("invalid_code");
    if (args.redirect_uri !== undefined && args.redirect_uri !== grant.redirectUri) {
      throw new SlackError("bad_redirect_uri");
    }
    return this.#answer(this.slack.install(app, grant.workspace, grant.scopes), grant);
  }

  #answer(installation: Installation, { app, workspace, user }: Grant): Json {
    const { id, name, enterpriseId } = workspace;
    const members = [...this.slack.users.values()];
    const authed = user ?? members.find((one) => one.teamId === id && one.isAdmin);
    return {
      ok: true,
      app_id: app.id,
      authed_user: { id: authed?.id ?? "USLACKBOT" },
      scope: [...installation.scopes].join(","),
      token_type: "bot",
      access_token: installation.botToken,
      bot_user_id: installation.botUserId,
      team: { id, name },
      enterprise: enterpriseId ? { id: enterpriseId, name: `Organisation ${enterpriseId}` } : null,
      is_enterprise_install: false,
    };
  }
}

function redirect(to: URL): Response {
  return new Response(null, { status: 302, headers: { location: to.href } });
}

function page(text: string): Response {
  const html = `<!DOCTYPE html><title>Slack</title><h1>Something went wrong</h1><p>${text}</p>`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}
