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
  around,
  type FathomContext,
  findMeeting,
  idOf,
  listMeetings,
  secret,
  settings,
} from "./client.ts";
import { missingOf, toConversation } from "./mapping.ts";
import { meetingSchema } from "./vendor.ts";

/** For how long after a meeting its transcript and summary are asked for. */
const PATIENCE = 3 * 86_400_000;
const OVERDUE =
  "Fathom has no transcript of this meeting after 3 days, so it is not asked for any more. Try again here when Fathom shows one.";
const HIDDEN =
  "Fathom does not show this meeting any more: it was deleted, or is not shared with this key. What was imported stays.";
const NOT_FOUND =
  "This meeting is not among the newest 200 that this key sees. Run a full sync to read it again.";

/** The page marker of the list, or the meetings that wait for their transcript or summary. */
type Cursor = string | WaitingCursor;
type Context = SyncContext<z.infer<typeof settings>, z.infer<typeof secret>, Cursor>;

/** Meetings recorded by Fathom, with transcripts and Fathom's notes. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "fathom",
    name: "Fathom",
    summary: "Imports recorded meetings with transcripts and AI notes.",
    produces: "meeting",
    hosts: ["api.fathom.ai"],
    // All requests of a sync are heavy: 30 a minute at most, 5 at once and 25 a minute after that. In
    // busy times Fathom allows fewer, and says so with 429.
    limits: { requests: 5, perSeconds: 12 },
    defaultSchedule: "6h",
    // Recordings appear late, and there is no list of changes.
    overlapSeconds: 24 * 3600,
    dateFilter: "the date a meeting was recorded",
  },
  settings,
  secret,

  async validateCredentials(context) {
    const { meetings, next } = await listMeetings(context, {}).catch((error) => {
      throw inWords(error);
    });
    const seen = meetings.map((raw) => meetingSchema.safeParse(raw).data?.recorded_by);
    const domain = seen.map((own) => own?.email_domain).find(Boolean) ?? "";
    const amount = meetings.length === 0 ? "no" : `${meetings.length}${next ? " and more" : ""}`;
    const label = `${domain || "Fathom"}: ${amount} meetings visible to this key`;
    return { id: domain || "fathom", label };
  },

  async *sync(context: Context): AsyncGenerator<SyncItem<Cursor>, void, void> {
    const stored = context.cursor("transcripts") as WaitingCursor | undefined;
    const waiting = new WaitingItems("transcripts", stored);
    const { from, to } = context.window;
    for (const { id, since } of waiting.list()) {
      // Newer ones are in the list below.
      if (since >= from) continue;
      const raw = await findMeeting(context, id, around(since));
      if (!raw) waiting.remove(id);
      yield raw
        ? toItem(raw, context, waiting)
        : { type: "problem", externalId: id, message: HIDDEN };
      yield* waiting.checkpoint();
    }

    const filter = {
      // Without a start the list reaches back to the first meeting.
      from: from.getTime() === 0 ? undefined : from,
      to,
      externalOnly: context.settings.externalOnly,
      isHeavy: true,
    };
    let page = context.cursor() as string | undefined;
    let isResumed = page !== undefined;
    do {
      const answer = await listMeetings(context, { ...filter, cursor: page }).catch((error) => {
        // After a long pause the marker may not be valid any more: the list begins again.
        const isRefused = error instanceof ProviderError && error.status === 400;
        if (isResumed && isRefused) return listMeetings(context, filter);
        throw error;
      });
      isResumed = false;
      for (const raw of answer.meetings) yield toItem(raw, context, waiting);
      // Before the page's own checkpoint: a crash in between only repeats the page.
      yield* waiting.checkpoint();
      page = answer.next;
      yield { type: "checkpoint", cursor: page };
    } while (page);
  },

  async fetchOne(id, context) {
    const found = await findMeeting(context, id, {}) as { created_at?: unknown } | undefined;
    const at = meetingSchema.shape.created_at.safeParse(found?.created_at).data;
    const raw = at && await findMeeting(context, id, around(new Date(at)));
    return raw
      ? toItem(raw, context)
      : { type: "problem", externalId: id, message: NOT_FOUND } as const;
  },
});

/** A meeting as an item; notes whether it waits for its transcript or summary. */
function toItem(raw: unknown, context: FathomContext, waiting?: WaitingItems): SyncItem<Cursor> {
  const id = idOf(raw);
  return mapped(id, `The meeting ${id ?? "without an id"}`, (): SyncItem<Cursor> => {
    const meeting = shaped(meetingSchema, raw);
    const value = toConversation(meeting);
    const { externalId } = value;
    const since = new Date(meeting.created_at);
    const missing = missingOf(meeting);
    const isOverdue = context.now().getTime() - since.getTime() > PATIENCE;
    const wasWaiting = waiting?.has(externalId);
    if (!missing || isOverdue) waiting?.remove(externalId);
    else waiting?.add(externalId, since);
    return wasWaiting && isOverdue && missing === "transcript"
      ? { type: "problem", externalId, message: OVERDUE }
      : { type: "conversation", value };
  });
}

/** What a refusal of the key means, for the person who entered it. */
function inWords(error: unknown): unknown {
  if (!(error instanceof ProviderError)) return error;
  if (error.status === 401) {
    const message =
      "Fathom does not accept this API key. Create a new one in Fathom under Settings > API Access and copy all of it.";
    return new CredentialError(message, "secret.apiKey");
  }
  if (error.status === 403) {
    const message =
      "Fathom knows this API key, but does not let it read meetings. Ask an administrator of your Fathom account to allow it.";
    return new CredentialError(message, "secret.apiKey");
  }
  return error;
}
