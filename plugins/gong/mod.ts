import {
  CredentialError,
  defineSource,
  mapped,
  ProviderError,
  shaped,
  type SyncContext,
  type SyncItem,
  type WaitingCursor,
  WaitingItems,
  type z,
} from "#plugin-kit";
import {
  type GongContext,
  listCalls,
  readDomain,
  readTranscripts,
  secret,
  settings,
} from "./client.ts";
import { isInternal, startOf, toConversation } from "./mapping.ts";
import { callSchema, type GongCall, transcriptSchema } from "./vendor.ts";

const DAY = 86_400_000;
/** For how long after a call its transcript is asked for. */
const PATIENCE = 7 * DAY;
const HIDDEN = "Gong does not show this call any more: it was deleted, or this key may not see it.";
const OVERDUE =
  "Gong has no transcript of this call after 7 days, so it is not asked for any more. Try again here when Gong shows one.";

/** The page marker of the list, or the calls that wait for their transcript. */
type Cursor = string | WaitingCursor;
type Context = SyncContext<z.infer<typeof settings>, z.infer<typeof secret>, Cursor>;
type Items = AsyncGenerator<SyncItem<Cursor>, void, void>;

/** Calls recorded in Gong, as meetings with their transcripts. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "gong",
    name: "Gong",
    summary: "Imports recorded calls with their transcripts.",
    produces: "meeting",
    hosts: ["api.gong.io", "*.api.gong.io"],
    // Gong allows a company 3 a second for all its integrations: never all of them for this one.
    limits: { requests: 1, perSeconds: 0.5 },
    defaultSchedule: "6h",
    // Calls are uploaded and processed late, and there is no list of changes.
    overlapSeconds: 48 * 3600,
    dateFilter: "the date a call took place",
  },
  settings,
  secret,

  async validateCredentials(context) {
    const domain = await tried("users (api:users:read)", () => readDomain(context));
    const fromDateTime = new Date(context.now().getTime() - 90 * DAY).toISOString();
    const filter = { ...workspaceOf(context), fromDateTime };
    const { calls, total } = await tried(
      "calls (api:calls:read:extensive)",
      () => listCalls(context, filter),
    );
    const ids = calls.map(idOf).filter((id) => id !== undefined).slice(0, 1);
    await tried("transcripts (api:calls:read:transcript)", () => readTranscripts(context, ids));
    const seen = total === 0 ? "no calls" : `${total} ${total === 1 ? "call" : "calls"}`;
    const label = `${domain || "Gong"}: ${seen} of the last 90 days visible to this key`;
    return { id: domain || "gong", label };
  },

  async *sync(context: Context): Items {
    const stored = context.cursor("transcripts") as WaitingCursor | undefined;
    const waiting = new WaitingItems("transcripts", stored);
    yield* askAgain(context, waiting);

    const { from, to } = context.window;
    // Without a start the list begins with the first call.
    const fromDateTime = from.getTime() === 0 ? undefined : from.toISOString();
    const filter = { ...workspaceOf(context), fromDateTime, toDateTime: to.toISOString() };
    let page = context.cursor() as string | undefined;
    let isResumed = page !== undefined;
    do {
      const { calls, next } = await listCalls(context, filter, page).catch((error) => {
        // After a long pause the marker may not be valid any more: the list begins again.
        if (isResumed && isBadCursor(error)) return listCalls(context, filter);
        throw error;
      });
      isResumed = false;
      yield* deliver(context, calls, waiting);
      // Before the page's own checkpoint: a crash in between only repeats the page.
      yield* waiting.checkpoint();
      page = next;
      yield { type: "checkpoint", cursor: page };
    } while (page);
  },

  async fetchOne(id, context) {
    const { calls } = await listCalls(context, { callIds: [id] });
    for await (const item of deliver(context, calls)) return item;
    return { type: "problem", externalId: id, message: HIDDEN };
  },
});

/** Asks for the calls without transcript that the list of this run does not reach any more. */
async function* askAgain(context: Context, waiting: WaitingItems): Items {
  const old = waiting.list().filter(({ since }) => since < context.window.from);
  while (old.length > 0) {
    const callIds = old.splice(0, 100).map(({ id }) => id);
    const calls: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCalls(context, { callIds }, cursor);
      calls.push(...page.calls);
      // No more calls than ids, whatever the markers say.
      cursor = calls.length < callIds.length ? page.next : undefined;
    } while (cursor);
    yield* deliver(context, calls, waiting);
    const shown = new Set(calls.map(idOf));
    for (const externalId of callIds.filter((id) => !shown.has(id))) {
      waiting.remove(externalId);
      yield { type: "problem", externalId, message: HIDDEN };
    }
    yield* waiting.checkpoint();
  }
}

/** Calls as items, with their transcripts fetched together; notes which of them wait for theirs. */
async function* deliver(context: GongContext, calls: unknown[], waiting?: WaitingItems): Items {
  const wanted = new Map<string, GongCall>();
  for (const raw of calls) {
    const call = mapped(idOf(raw), "A call", () => shaped(callSchema, raw));
    if ("type" in call) yield call;
    else if (call.metaData.isPrivate && !context.settings.includePrivate) {
      // One that was imported before it was made private goes; of others nothing is known here.
      waiting?.remove(call.metaData.id);
      yield { type: "deleted", externalId: call.metaData.id };
    } else if (!context.settings.externalOnly || !isInternal(call)) {
      wanted.set(call.metaData.id, call);
    }
  }
  const ids = [...wanted.keys()];
  const transcripts = new Map<string, unknown>();
  for (let start = 0; start < ids.length; start += 100) {
    const batch = await readTranscripts(context, ids.slice(start, start + 100));
    for (const [id, transcript] of batch) transcripts.set(id, transcript);
  }
  for (const [id, call] of wanted) {
    yield mapped(id, `The call "${call.metaData.title ?? id}"`, (): SyncItem<Cursor> => {
      const value = toConversation(call, shaped(transcriptSchema, transcripts.get(id) ?? []));
      const since = startOf(call);
      const isOverdue = context.now().getTime() - since.getTime() > PATIENCE;
      const wasWaiting = waiting?.has(id);
      if (value.messages.length > 0 || isOverdue) waiting?.remove(id);
      else waiting?.add(id, since);
      return wasWaiting && value.messages.length === 0 && isOverdue
        ? { type: "problem", externalId: id, message: OVERDUE }
        : { type: "conversation", value };
    });
  }
}

function workspaceOf({ settings }: GongContext) {
  return { workspaceId: settings.workspaceId || undefined };
}

function isBadCursor(error: unknown): boolean {
  return error instanceof ProviderError && error.status === 400 && /cursor/i.test(error.body);
}

function idOf(raw: unknown): string | undefined {
  return callSchema.shape.metaData.shape.id
    .safeParse((raw as { metaData?: { id?: unknown } } | null)?.metaData?.id).data;
}

/** Asks on behalf of the form, and says in words what a refusal means. */
async function tried<Value>(what: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.status >= 429) throw error;
    if (error.status === 401) {
      const message =
        "Gong does not accept this access key and secret. Copy both again from Gong's API page, with the base URL shown there.";
      throw new CredentialError(message, "secret.accessKey");
    }
    if (error.status === 403) {
      const message =
        `Gong knows this key, but does not let it read ${what}. Give it that permission, or add this server to its trusted IP addresses.`;
      throw new CredentialError(message, "secret.accessKey");
    }
    const message =
      "This address does not answer like Gong's API. Copy the base URL from Gong's API page.";
    throw new CredentialError(message, "settings.baseUrl");
  }
}
