import { now } from "#plugin-kit";
import { FakeServer, VendorSpec } from "#plugin-kit/testing";
import type { FakeItem, FakeProvider } from "#plugin-kit/testing";
import description from "../testdata/vendor_spec.json" with { type: "json" };
import { deletedPage, search, single } from "./answers.ts";
import { FakeWorkspace } from "./workspace.ts";

const HOSTS = { US: "api.intercom.io", EU: "api.eu.intercom.io", AU: "api.au.intercom.io" };
const spec = new VendorSpec(description);

/** The fake Intercom: a workspace in one region behind a real server, strict about its own words. */
export interface FakeIntercom extends FakeProvider {
  workspace: FakeWorkspace;
  token: string;
  region: keyof typeof HOSTS;
  /** Paths that the token may not read, by their beginning. */
  forbidden: string[];
  /** Hosts that answer 503. */
  down: string[];
  /** Answers so many requests with 429 and the moment the next slice begins, without Retry-After. */
  limited: number;
  /** Other answers, by path. */
  instead: Map<string, () => Response>;
}

/** Starts one; every request and answer is held against Intercom's description. */
export function startIntercom(): FakeIntercom {
  let pageSize = 150;
  let repeats = false;
  const workspace = new FakeWorkspace();
  const malformed = new Set<string>();

  const server = new FakeServer((request, body) => {
    const { pathname, searchParams } = new URL(request.url);
    const host = request.headers.get("x-forwarded-host") ?? "";
    if (fake.down.includes(host)) return new Response("Down", { status: 503 });
    const other = fake.instead.get(pathname);
    if (other) return other();
    const asked = body === "" ? undefined : JSON.parse(body);
    const faults = spec.requestFaults(request.method, pathname, asked);
    if (faults.length > 0) return refuse(500, "test", faults.join("; "));
    const [status, answer] = answerTo(request, host, pathname, searchParams, asked);
    const wrong = spec.answerFaults(request.method, pathname, status, answer);
    const isMeant = [...malformed].some((id) => JSON.stringify(answer).includes(`"${id}"`));
    if (wrong.length > 0 && !isMeant) return refuse(500, "test", wrong.join("; "));
    const headers: Record<string, string> = status !== 429 ? {} : {
      "X-RateLimit-Limit": "1667",
      "X-RateLimit-Remaining": "0",
      "X-RateLimit-Reset": String(Math.ceil(now().getTime() / 1000) + 1),
    };
    return Response.json(answer, { status, headers });
  });

  function answerTo(
    request: Request,
    host: string,
    path: string,
    params: URLSearchParams,
    // deno-lint-ignore no-explicit-any -- checked against the description
    body: any,
  ): [number, unknown] {
    const { headers } = request;
    if (headers.get("accept") !== "application/json") return [500, error("test", "No Accept")];
    if (headers.get("intercom-version") !== "2.16") {
      return [400, error("intercom_version_invalid", "Requested resource is not available")];
    }
    const isKnown = headers.get("authorization") === `Bearer ${fake.token}`;
    if (!isKnown || host !== HOSTS[fake.region]) {
      return [401, error("unauthorized", "Access Token Invalid")];
    }
    if (fake.limited > 0) {
      fake.limited--;
      return [429, error("rate_limit_exceeded", "Exceeded rate limit of 83 in 10_seconds")];
    }
    if (fake.forbidden.some((start) => path.startsWith(start))) {
      return [403, error("forbidden", "You do not have permission to access this resource.")];
    }
    if (path === "/me") {
      const app = { type: "app", id_code: "acme1", name: "Acme", region: fake.region };
      return [200, { type: "admin", id: "991", name: "Ciaran", email: "c@acme.test", app }];
    }
    if (path === "/conversations/search") return [200, search(workspace, body, pageSize, repeats)];
    if (path === "/conversations/deleted") return [200, deletedPage(workspace, params, pageSize)];
    const [, kind, id = "", part] = path.split("/");
    if (kind === "conversations") {
      const found = workspace.conversations.get(id);
      if (!found) return [404, error("not_found", "Resource Not Found")];
      return [200, single(found, params.get("display_as") === "plaintext")];
    }
    const contact = workspace.contacts.get(id);
    if (!contact) return [404, error("not_found", "User Not Found")];
    const companies = workspace.companies.get(id)!;
    if (part === "companies") {
      return [200, { type: "list", data: companies, total_count: companies.length }];
    }
    const data = companies.map((company) => ({ type: "company", id: company.id }));
    const list = { type: "list", data, total_count: data.length, has_more: false };
    return [200, { ...contact, companies: list }];
  }

  const token = "dG9rOmFjbWUxX2ZvciB0ZXN0cw==";
  const fake: FakeIntercom = {
    server,
    workspace,
    token,
    region: "EU",
    forbidden: [],
    down: [],
    limited: 0,
    instead: new Map(),
    credentials: { settings: {}, secret: { accessToken: token } },
    badCredentials: { settings: {}, secret: { accessToken: "dG9rOm5vdF90aGlzX29uZQ==" } },
    put: ({ key, text, at }: FakeItem) => void workspace.put(key, text, at),
    setPageSize: (size) => void (pageSize = size),
    malform: (key) => {
      malformed.add(key);
      workspace.conversations.get(key)!.more = { conversation_parts: null, source: { body: 7 } };
    },
    repeatCursor: () => void (repeats = true),
    remove: (key) => workspace.remove(key),
    putNote: (key, text) => {
      const author = { type: "admin", id: "991", name: "Ciaran", email: "ciaran@acme.test" };
      workspace.say(key, author, text, { part_type: "note" });
      workspace.say(key, author, text, { part_type: "note_and_reopen" });
      workspace.say(key, author, text, { part_type: "assignment" });
    },
    externalId: (key) => key,
  };
  return fake;
}

function refuse(status: number, code: string, message: string): Response {
  return Response.json(error(code, message), { status });
}

function error(code: string, message: string) {
  return {
    type: "error.list",
    request_id: "8c288c4f-b699-4209-9de4-064398f02785",
    errors: [{ code, message }],
  };
}
