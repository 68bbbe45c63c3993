import {
  CredentialError,
  defineSource,
  ProviderError,
  type SourceContext,
  type SyncItem,
  z,
} from "#plugin-kit";
import { toSurveyAnswers } from "./answers.ts";
import { type Place, type Query, surveyQuery, visitQuery } from "./queries.ts";
import { toVisit } from "./visits.ts";

const HOSTS = { us: "https://us.posthog.com", eu: "https://eu.posthog.com" } as const;

const settings = z.object({
  region: z.enum(["us", "eu"], "Choose where your PostHog is").default("us").meta({
    title: "Region",
    description: "The address you open PostHog at says it. Self-hosted: either; the operator of " +
      "Hissuno sets HISSUNO_BASE_URLS=posthog=https://your-posthog",
    labels: { us: "US cloud (us.posthog.com)", eu: "EU cloud (eu.posthog.com)" },
  }),
  projectId: z.string().trim().regex(/^\d+$/, "The project ID is a number, such as 12345").meta({
    title: "Project ID",
    description: "Settings > Project > General, or the number in the address: /project/12345",
    placeholder: "12345",
  }),
  imports: z.enum(["both", "surveys", "visits"]).default("both").meta({
    title: "Import",
    labels: {
      both: "Survey answers and what people did",
      surveys: "Survey answers",
      visits: "What people did",
    },
  }),
  events: z.string().trim().optional().meta({
    title: "Events to show of a visit",
    description: "Names parted by commas. Empty: your own events, rage clicks and exceptions",
    placeholder: "order placed, plan changed, $pageview",
  }),
  address: z.url({
    protocol: /^https?$/,
    error: "Enter an address such as https://posthog.acme.com",
  })
    .optional().meta({
      title: "Address for links",
      description: "Only for self-hosted PostHog: where people open it",
    }),
});

const secret = z.object({
  key: z.string().trim().min(8, "Paste the whole key; it begins with phx_")
    .refine((key) => !key.startsWith("phc_"), {
      error: "This is the project's public key (phc_). A personal API key begins with phx_",
    })
    .meta({
      title: "Personal API key",
      description:
        "Create one at https://us.posthog.com/settings/user-api-keys (EU: eu.posthog.com) " +
        "with the scope Query: Read, for this project only",
    }),
});

type Context = SourceContext<z.infer<typeof settings>, z.infer<typeof secret>>;
type Rows = readonly unknown[][];

/** Survey answers, and what people did on each visit, from a PostHog project. */
export default defineSource<typeof settings, typeof secret, Place>({
  manifest: {
    contract: 1,
    id: "posthog",
    name: "PostHog",
    summary: "Imports survey answers and the notable events of each visit",
    produces: "behavioral",
    hosts: ["us.posthog.com", "eu.posthog.com"],
    // Queries are limited lower than the rest of the API: 120 an hour by users' reports.
    limits: { requests: 120, perSeconds: 3_600 },
    defaultSchedule: "24h",
    // Events carry the time of the browser, and browsers send late: after a flight, after a night.
    overlapSeconds: 86_400,
    dateFilter: "the date of the last answer or event",
  },
  settings,
  secret,

  async validateCredentials(context) {
    const { projectId, region } = context.settings;
    const host = new URL(HOSTS[region]).host;
    try {
      await rows(context, { query: "select 1", values: {} });
    } catch (error) {
      throw credentialError(error, projectId, host) ?? error;
    }
    return { id: projectId, label: `Project ${projectId} at ${host}` };
  },

  async *sync(context): AsyncGenerator<SyncItem<Place>> {
    const { cursor, window, settings } = context;
    for (const { stream, build, map } of streamsOf(settings)) {
      let place = cursor(stream);
      for (;;) {
        const page = await rows(context, build({ window, after: place }));
        // A short page proves nothing: the provider may cap it. An empty one is the end.
        const last = page.at(-1);
        if (!last) break;
        yield* page.map((row) => map(row));
        place = placeOf(last);
        yield { type: "checkpoint", stream, cursor: place };
      }
      yield { type: "checkpoint", stream, cursor: undefined };
    }
  },

  async fetchOne(externalId, context) {
    const at = externalId.indexOf(":");
    const kind = externalId.slice(0, at);
    const { build, map } = streamsOf({ ...context.settings, imports: "both" })
      .find((one) => one.kind === kind)!;
    const window = { from: new Date(0), to: context.now() };
    const [row] = await rows(context, build({ window, key: externalId.slice(at + 1) }));
    return row ? map(row) : { type: "deleted", externalId };
  },
});

function streamsOf(settings: Context["settings"]) {
  const origin = `${settings.address?.replace(/\/+$/, "") ?? HOSTS[settings.region]}`;
  const project = `${origin}/project/${settings.projectId}`;
  const events = (settings.events ?? "").split(",").map((name) => name.trim()).filter(Boolean);
  return [
    {
      stream: "surveys",
      kind: "survey",
      build: surveyQuery,
      map: (row: unknown[]): SyncItem<Place> => toSurveyAnswers(row, project),
    },
    {
      stream: "visits",
      kind: "visit",
      build: (part: Parameters<typeof visitQuery>[0]) => visitQuery(part, events),
      map: (row: unknown[]): SyncItem<Place> => toVisit(row, project),
    },
  ].filter(({ stream }) => settings.imports === "both" || settings.imports === stream);
}

/**
 * Runs a query. https://posthog.com/docs/api/queries
 *
 * @throws {ProviderError} also for an answer without rows
 */
async function rows({ json, settings, secret }: Context, query: Query): Promise<Rows> {
  const { region, projectId } = settings;
  const answer = await json(`${HOSTS[region]}/api/projects/${projectId}/query/`, {
    bearer: secret.key,
    // An answer from PostHog's cache would lack what came since.
    body: { query: { kind: "HogQLQuery", ...query }, refresh: "force_blocking", name: "hissuno" },
  });
  const { results } = (answer ?? {}) as { results?: unknown };
  if (!Array.isArray(results) || !results.every(Array.isArray)) {
    throw new ProviderError("PostHog answered without rows", 200, "");
  }
  return results;
}

function placeOf([key, at]: unknown[]): Place {
  if (typeof key === "string" && typeof at === "string") return { at, key };
  throw new ProviderError("PostHog answered rows without a time to go on from", 200, "");
}

function credentialError(error: unknown, projectId: string, host: string): CredentialError | null {
  if (!(error instanceof ProviderError)) return null;
  if (error.status === 401) {
    return new CredentialError(
      `PostHog does not accept the key. Copy it whole, and check the region: ${host} knows only its own keys.`,
      "key",
    );
  }
  if (error.status === 403) {
    return new CredentialError(
      `The key may not query project ${projectId}. Give it the scope Query: Read for this project.`,
      "key",
    );
  }
  if (error.status === 404) {
    return new CredentialError(
      `There is no project ${projectId} at ${host} for this key. Check the number and the region.`,
      "projectId",
    );
  }
  return null;
}
