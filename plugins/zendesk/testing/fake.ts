import { now } from "#plugin-kit";
import { type FakeItem, type FakeProvider, FakeServer, VendorSpec } from "#plugin-kit/testing";
import description from "../testdata/vendor_spec.json" with { type: "json" };
import { ADMIN, AGENT, FakeTickets } from "./tickets.ts";

const CLIENT = { id: "hissuno_import", secret: "client-secret-1234567890" };
const TOKEN = { email: "ada@acme.example", token: "api-token-1234567890" };
const spec = new VendorSpec(description);

/** How the fake account is set up and how it differs from a well-behaved one. */
export interface FakeZendeskOptions {
  /** @default {the machine's clock} */
  clock?: () => Date;
  /** Changes of the last seconds are left out, as Zendesk does with the last 60. @default 0 */
  holdBackSeconds?: number;
  /** Whether each answer is checked against Zendesk's description. @default true */
  isChecked?: boolean;
}

/** A Zendesk account as a real HTTP server: tokens, the export, comments, people. */
export class FakeZendesk implements FakeProvider {
  readonly server: FakeServer;
  readonly tickets: FakeTickets;
  /** Sideloads the export gives; people, metrics and organizations have calls of their own, too. */
  sideloads = ["users", "organizations", "metric_sets"];
  /** Who `users/me` says we are. */
  me: Record<string, unknown> = ADMIN;
  subdomain = "acme";
  mayExport = true;
  /** Each page begins with the last ticket of the one before. */
  repeatsTickets = false;
  /** Markers of former runs are refused. */
  forgetsCursors = false;
  /** Answers to paths that differ from what the state says; they may be wrong in any way. */
  readonly instead = new Map<string, () => Response>();
  readonly credentials = {
    settings: { subdomain: "acme", clientId: CLIENT.id },
    secret: { clientSecret: CLIENT.secret },
  };
  readonly badCredentials = {
    settings: { subdomain: "acme", clientId: CLIENT.id },
    secret: { clientSecret: "another-secret-0987654321" },
  };
  readonly legacyCredentials = {
    settings: { subdomain: "https://acme.zendesk.com/agent", email: TOKEN.email },
    secret: { apiToken: TOKEN.token },
  };
  /** Access tokens that are good. */
  readonly #tokens = new Set<string>();
  #tokensMade = 0;
  #pageSize = 100;
  #repeats = false;
  readonly #options: Required<FakeZendeskOptions>;

  constructor(options: FakeZendeskOptions = {}) {
    this.#options = { clock: now, holdBackSeconds: 0, isChecked: true, ...options };
    this.tickets = new FakeTickets(this.#options.clock);
    this.server = new FakeServer(async (request, body) => {
      const url = new URL(request.url);
      const other = this.instead.get(url.pathname)?.();
      if (other) return other;
      const response = this.#answer(request, url, body);
      if (this.#options.isChecked) await this.#check(request, url, body, response.clone());
      return response;
    });
  }

  /** Makes every access token given so far bad. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  /** How many access tokens were asked for. */
  get tokensMade(): number {
    return this.#tokensMade;
  }

  put({ key, text, at }: FakeItem): void {
    const id = idOf(key);
    const known = this.tickets.records.get(id);
    if (known) {
      known.comments[0]!.plain_body = text;
      this.tickets.touch(id, at);
      return;
    }
    this.tickets.add(id, text, at);
    this.tickets.comment(id, AGENT.id, "We are on it", { at });
    this.tickets.setStatus(id, "solved", at);
  }

  setPageSize(size: number): void {
    this.#pageSize = size;
  }

  malform(key: string): void {
    const { comments } = this.tickets.records.get(idOf(key))!;
    Object.assign(comments[0]!, { plain_body: null, html_body: null, body: null });
    this.#options.isChecked = false;
  }

  repeatCursor(): void {
    this.#repeats = true;
  }

  remove(key: string): void {
    this.tickets.remove(idOf(key));
  }

  putNote(key: string, text: string): void {
    this.tickets.comment(idOf(key), AGENT.id, text, { public: false });
  }

  externalId(key: string): string {
    return String(idOf(key));
  }

  #answer(request: Request, url: URL, body: string): Response {
    if (request.headers.get("x-forwarded-host") !== `${this.subdomain}.zendesk.com`) {
      return new Response("<!DOCTYPE html><title>No help desk here</title>", { status: 404 });
    }
    if (url.pathname === "/oauth/tokens") return this.#token(JSON.parse(body));
    if (!this.#isLetIn(request.headers.get("authorization") ?? "")) {
      return Response.json({ error: "Couldn't authenticate you" }, { status: 401 });
    }
    const [, , , resource, id, part] = url.pathname.split("/");
    const ids = (url.searchParams.get("ids") ?? "").split(",").map(Number);
    if (resource === "users" && id === "me") return Response.json({ user: this.me });
    if (resource === "users") return Response.json({ users: this.#users(ids) });
    if (resource === "organizations") {
      return Response.json({ organizations: this.#organizations(ids) });
    }
    if (resource === "incremental") return this.#export(url);
    const record = this.tickets.records.get(Number(id));
    if (!record || record.ticket.status === "deleted") {
      return Response.json({ error: "RecordNotFound", description: "Not found" }, { status: 404 });
    }
    if (part === "comments") return this.#list(url, "comments", record.comments);
    if (part === "conversation_log") return this.#list(url, "events", record.events);
    if (part === "metrics") {
      return Response.json({
        ticket_metric: [{ ticket_id: record.ticket.id, solved_at: record.solvedAt }],
      });
    }
    return Response.json({
      ticket: record.ticket,
      users: this.#users([record.ticket.requester_id]),
      organizations: this.#organizations([record.ticket.organization_id]),
    });
  }

  #token(body: Record<string, unknown>): Response {
    if (body.client_id !== CLIENT.id || body.client_secret !== CLIENT.secret) {
      return Response.json({ error: "invalid_client" }, { status: 401 });
    }
    const token = `access-token-${++this.#tokensMade}`;
    this.#tokens.add(token);
    return Response.json({ access_token: token, token_type: "bearer", scope: "read" }, {
      status: 201,
    });
  }

  #isLetIn(authorization: string): boolean {
    const [scheme, value = ""] = authorization.split(" ");
    if (scheme === "Bearer") return this.#tokens.has(value);
    return scheme === "Basic" && atob(value) === `${TOKEN.email}/token:${TOKEN.token}`;
  }

  #export(url: URL): Response {
    if (!this.mayExport) return Response.json({ error: "Forbidden" }, { status: 403 });
    const time = this.#options.clock().getTime();
    const cursor = url.searchParams.get("cursor");
    const start = Number(url.searchParams.get("start_time")) * 1000;
    if (cursor === null && start > time - 60_000) {
      return Response.json({ error: "StartTimeTooRecent" }, { status: 422 });
    }
    if (cursor !== null && this.forgetsCursors) {
      return Response.json({ error: "InvalidCursor" }, { status: 400 });
    }
    const place = cursor === null ? this.tickets.placeOf(start) : Number(atob(cursor));
    const amount = Math.min(this.#pageSize, Number(url.searchParams.get("per_page") ?? 1000));
    const until = time - this.#options.holdBackSeconds * 1000;
    const { records, next, isEnd } = this.tickets.changed(place, amount, until);
    if (this.repeatsTickets && cursor !== null && place > 0) {
      records.unshift(...this.tickets.changed(place - 1, 1, until).records);
    }
    const side = (name: string, value: unknown[]) =>
      this.sideloads.includes(name) ? { [name]: value } : {};
    return Response.json({
      tickets: records.map(({ ticket }) => ticket),
      ...side("users", this.#users(records.map(({ ticket }) => ticket.requester_id))),
      ...side(
        "organizations",
        this.#organizations(records.map(({ ticket }) => ticket.organization_id)),
      ),
      ...side(
        "metric_sets",
        records.map(({ ticket, solvedAt }) => ({ ticket_id: ticket.id, solved_at: solvedAt })),
      ),
      after_cursor: this.#repeats ? btoa("0") : btoa(String(next)),
      before_cursor: null,
      end_of_stream: this.#repeats ? false : isEnd,
    });
  }

  #list(url: URL, field: string, all: Record<string, unknown>[]): Response {
    const start = Number(url.searchParams.get("page[after]") ?? 0);
    const end = start + Math.min(Number(url.searchParams.get("page[size]") ?? 100), 100);
    const items = all.slice(start, end);
    const hasMore = end < all.length;
    const users = field === "comments" && url.searchParams.get("include") === "users"
      ? { users: this.#users(items.map((item) => item.author_id as number)) }
      : {};
    return Response.json({
      [field]: items,
      ...users,
      meta: { has_more: hasMore, after_cursor: hasMore ? String(end) : null },
    });
  }

  #users(ids: (number | null)[]): unknown[] {
    return [...new Set(ids)].flatMap((id) => this.tickets.users.get(id ?? 0) ?? []);
  }

  #organizations(ids: (number | null)[]): unknown[] {
    return [...new Set(ids)].flatMap((id) => this.tickets.organizations.get(id ?? 0) ?? []);
  }

  /** A fake that answers what Zendesk never would proves nothing: it fails at once. */
  async #check(request: Request, url: URL, body: string, response: Response): Promise<void> {
    if (![200, 201, 401].includes(response.status)) return;
    const at = [request.method, url.pathname] as const;
    const answer = await response.text();
    const faults = [
      ...(body ? spec.requestFaults(...at, JSON.parse(body)) : []),
      ...spec.answerFaults(...at, response.status, JSON.parse(answer)),
    ];
    if (faults.length > 0) throw new Error(faults.join("\n"));
  }
}

function idOf(key: string): number {
  // Keys of the suite: one letter or word and maybe a number.
  return [...key].reduce((sum, letter) => (sum * 37 + letter.charCodeAt(0)) % 1_000_003, 7);
}
