import { ProviderError, type SourceContext, z } from "#plugin-kit";
import { callsSchema, transcriptsSchema, usersSchema } from "./vendor.ts";

export const settings = z.object({
  baseUrl: z.string().trim().toLowerCase()
    .regex(
      /^https:\/\/([a-z0-9-]+\.)?api\.gong\.io(\/v2)?\/?$/,
      "The base URL looks like https://us-12345.api.gong.io. Copy it from Gong's API page.",
    )
    .default("https://api.gong.io")
    .meta({
      title: "Base URL",
      description:
        "Shown above the access keys on Gong's API page: https://app.gong.io/company/api",
    }),
  workspaceId: z.string().trim().regex(/^\d{0,20}$/, "A workspace ID has digits only.").optional()
    .meta({ title: "Workspace ID", description: "Empty means the calls of all workspaces." }),
  externalOnly: z.boolean().default(false).meta({
    title: "Only calls with people from outside",
    description: "Leaves out calls between your own people.",
  }),
  includePrivate: z.boolean().default(false).meta({
    title: "Private calls too",
    description: "Calls marked as private in Gong are left out otherwise.",
  }),
});

export const secret = z.object({
  accessKey: z.string().trim().min(8, "The access key is longer. Copy all of it.").meta({
    title: "Access key",
    description: "A technical administrator creates it at https://app.gong.io/company/api",
  }),
  accessKeySecret: z.string().trim().min(8, "The access key secret is longer. Copy all of it.")
    .meta({
      title: "Access key secret",
      description: "Gong shows it once, together with the access key.",
    }),
});

export type GongContext = SourceContext<z.infer<typeof settings>, z.infer<typeof secret>>;

/** Which calls to list: those that began in a range, or those with the ids. */
export interface CallFilter {
  fromDateTime?: string;
  toDateTime?: string;
  workspaceId?: string;
  callIds?: string[];
}

/** Calls Gong; the base URL may come with a path. Null when Gong has nothing, which is a 404 there. */
async function ask<Schema extends z.ZodType>(
  { json, settings, secret }: GongContext,
  path: string,
  schema: Schema,
  body?: unknown,
): Promise<z.infer<Schema> | null> {
  const basic = [secret.accessKey, secret.accessKeySecret] as const;
  let answer: unknown;
  try {
    answer = await json(new URL(path, settings.baseUrl), { basic, body });
  } catch (error) {
    const isNothing = error instanceof ProviderError && error.status === 404 &&
      /no calls? (was |were )?found/i.test(error.body);
    if (isNothing) return null;
    throw error;
  }
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new ProviderError(`Gong's answer to ${path} is not what it describes`, 200, "");
}

/**
 * One page of calls with parties, CRM account and brief, unread.
 *
 * @throws {ProviderError} for every refusal but "no calls found"
 */
export async function listCalls(
  context: GongContext,
  filter: CallFilter,
  cursor?: string,
): Promise<{ calls: unknown[]; total: number; next?: string }> {
  const exposedFields = { parties: true, content: { brief: true } };
  const body = { filter, contentSelector: { context: "Extended", exposedFields }, cursor };
  // https://app.gong.io/settings/api/documentation#post-/v2/calls/extensive
  const page = await ask(context, "/v2/calls/extensive", callsSchema, body);
  const calls = page?.calls ?? [];
  // An empty page is the last one, whatever it says.
  const next = calls.length > 0 ? page?.records?.cursor || undefined : undefined;
  return { calls, total: page?.records?.totalRecords ?? calls.length, next };
}

/**
 * The transcripts of at most 100 calls (more ids are refused) by call id, unread. Those that are not
 * ready are not among them.
 *
 * @throws {ProviderError} for every refusal but "no calls found"
 */
export async function readTranscripts(
  context: GongContext,
  callIds: string[],
): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const seen = new Set<string | undefined>();
  let cursor: string | undefined;
  while (callIds.length > 0 && !seen.has(cursor)) {
    seen.add(cursor);
    // https://app.gong.io/settings/api/documentation#post-/v2/calls/transcript
    const body = { filter: { callIds }, cursor };
    const page = await ask(context, "/v2/calls/transcript", transcriptsSchema, body);
    for (const each of page?.callTranscripts ?? []) {
      if (each) found.set(each.callId, each.transcript);
    }
    cursor = page?.records?.cursor || undefined;
    if (!cursor) break;
  }
  return found;
}

/** The e-mail domain of the first users, to tell whose Gong it is; empty when none has any. */
export async function readDomain(context: GongContext): Promise<string> {
  // https://app.gong.io/settings/api/documentation#get-/v2/users
  const answer = await ask(context, "/v2/users", usersSchema);
  const domains = answer?.users.map(({ emailAddress }) => emailAddress?.split("@")[1]);
  return domains?.find(Boolean) ?? "";
}
