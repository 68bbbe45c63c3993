import { type Account, CredentialError, defineSource, ProviderError } from "#plugin-kit";
import { isStatus, openZendesk } from "./api.ts";
import { secret, settings } from "./form.ts";
import { readOne, readPage } from "./read.ts";

const HOUR = 3_600_000;

/** Solved and closed tickets of Zendesk Support, by its incremental export. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "zendesk",
    name: "Zendesk",
    summary: "Imports solved and closed tickets with what customers and agents wrote publicly.",
    produces: "chat",
    hosts: ["*.zendesk.com"],
    // The smallest plan allows 200 a minute for all integrations of an account together.
    limits: { requests: 150, perSeconds: 60 },
    defaultSchedule: "1h",
    dateFilter: "the date a ticket was solved",
  },
  settings,
  secret,

  async validateCredentials(context): Promise<Account> {
    const { clientId, email } = context.settings;
    const { clientSecret, apiToken } = context.secret;
    if (!clientSecret && !apiToken) {
      throw new CredentialError("Enter the secret of an OAuth client.", "secret.clientSecret");
    }
    if (clientSecret && !clientId) {
      throw new CredentialError("Enter the identifier of the OAuth client.", "settings.clientId");
    }
    if (!clientSecret && !email) {
      throw new CredentialError(
        "Enter the e-mail address that belongs to the API token.",
        "settings.email",
      );
    }
    const zendesk = openZendesk(context);
    try {
      const me = await zendesk.me();
      // Zendesk answers some wrong credentials as if nobody had sent any.
      if (me.id === null || me.id === undefined) {
        throw new CredentialError(
          "Zendesk took us for an anonymous visitor. The credentials belong to nobody there: check " +
            (clientSecret ? "the OAuth client." : "the e-mail address and the API token."),
          clientSecret ? "settings.clientId" : "settings.email",
        );
      }
      const name = typeof me.name === "string" ? me.name : "This account";
      if (me.role !== "admin") {
        throw new CredentialError(
          `${name} is not an admin in Zendesk, and the ticket export is for admins only. ` +
            `Let an admin make the ${clientSecret ? "OAuth client" : "API token"}.`,
        );
      }
      await zendesk.exportPage(undefined, new Date(context.now().getTime() - HOUR));
      return { id: zendesk.host, label: `${name} at ${zendesk.host}` };
    } catch (error) {
      if (!(error instanceof ProviderError && isStatus(error, 200))) throw error;
      throw new CredentialError(
        `${zendesk.host} does not answer as a Zendesk account does. Check the subdomain.`,
        "settings.subdomain",
      );
    }
  },

  async *sync(context) {
    const zendesk = openZendesk(context);
    const { window, filter } = context;
    let cursor = context.cursor() as string | undefined;
    let isFirst = true;
    for (;;) {
      let page;
      try {
        page = await zendesk.exportPage(cursor, window.from);
      } catch (error) {
        // A marker that Zendesk does not know any more: the window covers what came since.
        const isStale = isFirst && cursor !== undefined &&
          [400, 404, 422].some((status) => isStatus(error, status));
        if (!isStale) throw error;
        cursor = undefined;
        continue;
      }
      isFirst = false;
      yield* readPage(zendesk, page, filter);
      const next = page.after_cursor ?? undefined;
      // The last page may end where it began. Elsewhere that is a circle, for the engine to see.
      if (next !== undefined && (next !== cursor || !page.end_of_stream)) {
        yield { type: "checkpoint" as const, cursor: next };
      }
      if (page.end_of_stream) return;
      if (next === undefined) throw new Error("Zendesk gave no marker for the next page");
      // Nothing, and yet not the end: the next run goes on from here.
      if (page.tickets.length === 0) return;
      cursor = next;
    }
  },

  fetchOne: (externalId, context) => readOne(openZendesk(context), externalId),
});
