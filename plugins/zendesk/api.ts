import {
  CredentialError,
  mapped,
  ProviderError,
  type ProviderRequest,
  shaped,
  type SourceContext,
} from "#plugin-kit";
import { hostOf, type Secret, type Settings } from "./form.ts";
import { type ExportPage, pageShape } from "./shapes.ts";

/** Zendesk names tokens' life in seconds; a long first run asks for another. */
const TOKEN_SECONDS = 7_200;
/** A ticket has 5,000 comments at most; a list that is longer goes in circles. */
const MOST_PAGES = 100;
const PAGE = 100;

/** The calls a sync makes, for one connection. */
export type Zendesk = ReturnType<typeof openZendesk>;

/** Zendesk as a connection reaches it. Failing credentials are told in sentences. */
export function openZendesk(context: SourceContext<Settings, Secret>) {
  const { settings, secret, json, now } = context;
  const host = hostOf(settings.subdomain);
  let token: string | undefined;

  async function get(path: string, query: ProviderRequest["query"] = {}) {
    const url = `https://${host}/api/v2/${path}`;
    try {
      return await json(url, { query, ...await authorization() });
    } catch (error) {
      if (!isStatus(error, 401) || token === undefined) throw inWords(error);
    }
    // The token ran out or was revoked: ask once for another.
    token = undefined;
    try {
      return await json(url, { query, ...await authorization() });
    } catch (error) {
      throw inWords(error);
    }
  }

  async function authorization(): Promise<Pick<ProviderRequest, "bearer" | "basic">> {
    if (!secret.clientSecret) {
      return { basic: [`${settings.email ?? ""}/token`, secret.apiToken ?? ""] };
    }
    return { bearer: token ??= await newToken() };
  }

  async function newToken(): Promise<string> {
    let answer;
    try {
      // https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/
      answer = await json(`https://${host}/oauth/tokens`, {
        body: {
          grant_type: "client_credentials",
          client_id: settings.clientId ?? "",
          client_secret: secret.clientSecret,
          scope: "read",
          expires_in: TOKEN_SECONDS,
        },
      });
    } catch (error) {
      const refused = [400, 401, 403].some((status) => isStatus(error, status));
      throw refused ? badCredentials() : inWords(error);
    }
    if (typeof answer?.access_token !== "string") throw new Error("Zendesk gave no access token");
    return answer.access_token;
  }

  function badCredentials(): CredentialError {
    return secret.clientSecret
      ? new CredentialError(
        "Zendesk does not accept this client id and secret. Compare both with Admin Center > " +
          "Apps and integrations > APIs > OAuth clients.",
        "secret.clientSecret",
      )
      : new CredentialError(
        "Zendesk does not accept this e-mail address with this API token. Tokens that nobody used " +
          "for 30 days are switched off; an OAuth client lasts.",
        "secret.apiToken",
      );
  }

  function inWords(error: unknown): unknown {
    if (isStatus(error, 401)) return badCredentials();
    if (isStatus(error, 404) && /^\s*</.test((error as ProviderError).body)) {
      return new CredentialError(
        `There is no Zendesk account at ${host}. Check the subdomain.`,
        "settings.subdomain",
      );
    }
    return error;
  }

  /** All records of a list that pages by cursor. */
  async function list(path: string, field: string, query: ProviderRequest["query"] = {}) {
    const pages: Record<string, unknown[]>[] = [];
    let after: string | undefined;
    do {
      const answer = await get(path, { "page[size]": PAGE, "page[after]": after, ...query });
      if (!Array.isArray(answer?.[field])) {
        throw new ProviderError(`Zendesk answered ${path} without ${field}`, 200, "");
      }
      pages.push(answer);
      const next = answer.meta?.has_more === true ? answer.meta.after_cursor : undefined;
      if (typeof next === "string" && (next === after || pages.length >= MOST_PAGES)) {
        throw new ProviderError(`Zendesk's list ${path} does not end`, 200, "");
      }
      after = typeof next === "string" ? next : undefined;
    } while (after !== undefined);
    return pages;
  }

  async function many(path: string, field: string, ids: string[]) {
    const found: unknown[] = [];
    for (let start = 0; start < ids.length; start += PAGE) {
      const answer = await get(path, { ids: ids.slice(start, start + PAGE).join(",") });
      if (Array.isArray(answer?.[field])) found.push(...answer[field]);
    }
    return found;
  }

  return {
    host,
    /** Who the credentials belong to; `id` is null for anonymous visitors. */
    // https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self
    me: async (): Promise<{ id?: unknown; role?: unknown; name?: unknown }> =>
      (await get("users/me"))?.user ?? {},
    async exportPage(cursor: string | undefined, from: Date): Promise<ExportPage> {
      // Zendesk refuses a start within the last minute.
      const latest = Math.floor(now().getTime() / 1000) - 61;
      const start = Math.max(0, Math.min(Math.floor(from.getTime() / 1000), latest));
      try {
        // https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/#incremental-ticket-export-cursor-based
        const answer = await get("incremental/tickets/cursor", {
          ...(cursor === undefined ? { start_time: start } : { cursor }),
          per_page: PAGE,
          include: "users,organizations,metric_sets",
          support_type_scope: "all",
        });
        return asPage(answer);
      } catch (error) {
        if (!isStatus(error, 403)) throw error;
        throw new CredentialError(
          "Zendesk refuses the ticket export. It is for admins only: let an admin make the OAuth " +
            "client, and leave its scope at read.",
        );
      }
    },
    /** A ticket with its people, or null when there is no such. */
    async ticket(id: string) {
      try {
        // https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#show-ticket
        return await get(`tickets/${id}`, { include: "users,organizations" });
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw error;
      }
    },
    // https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_metrics/#show-ticket-metrics-by-ticket
    metrics: async (id: string): Promise<unknown> =>
      (await get(`tickets/${id}/metrics`))?.ticket_metric,
    // https://developer.zendesk.com/api-reference/ticketing/users/users/#show-many-users
    users: (ids: string[]) => many("users/show_many", "users", ids),
    // https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/#show-many-organizations
    organizations: (ids: string[]) => many("organizations/show_many", "organizations", ids),
    /** The comments of a ticket, oldest first, and who wrote them. */
    async comments(id: string) {
      // https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#list-comments
      const pages = await list(`tickets/${id}/comments`, "comments", { include: "users" });
      return {
        comments: pages.flatMap(({ comments }) => comments!),
        users: pages.flatMap(({ users }) => users ?? []),
      };
    },
    async conversationLog(id: string) {
      // https://developer.zendesk.com/api-reference/ticketing/tickets/conversation_log/
      const pages = await list(`tickets/${id}/conversation_log`, "events");
      return pages.flatMap(({ events }) => events!);
    },
  };
}

/** @throws {Error} in words when Zendesk answers something else than a page of tickets */
function asPage(answer: unknown): ExportPage {
  const page = mapped(undefined, "Zendesk's ticket export", () => ({
    value: shaped(pageShape, answer),
  }));
  if ("value" in page) return page.value;
  throw new Error(page.message);
}

/** Whether an error is the provider's answer with a status. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof ProviderError && error.status === status;
}
