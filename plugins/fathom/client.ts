import { ProviderError, type SourceContext, z } from "#plugin-kit";
import { meetingSchema, pageSchema } from "./vendor.ts";

export const settings = z.object({
  externalOnly: z.boolean().default(false).meta({
    title: "Only meetings with people from outside",
    description: "Leaves out meetings to which only your own people were invited.",
  }),
});

export const secret = z.object({
  apiKey: z.string().trim().min(10, "The API key is longer. Copy all of it.").meta({
    title: "API key",
    description:
      "Created in Fathom under Settings > API Access; see https://developers.fathom.ai. It sees the meetings of the person who made it and those shared with them, never other people's private ones. Connect Fathom once per person to see more.",
  }),
});

export type FathomContext = SourceContext<z.infer<typeof settings>, z.infer<typeof secret>>;

/** Which meetings to list. */
export interface MeetingFilter {
  from?: Date;
  to?: Date;
  externalOnly?: boolean;
  cursor?: string;
  /** With transcripts, summaries and action items. Fathom allows 5 to 30 such requests a minute. */
  isHeavy?: boolean;
}

/**
 * One page of meetings, unread.
 *
 * @throws {ProviderError} for every refusal, and for an answer that is no page
 */
export async function listMeetings(
  { json, secret }: FathomContext,
  { from, to, externalOnly, cursor, isHeavy }: MeetingFilter,
): Promise<{ meetings: unknown[]; next?: string }> {
  // https://developers.fathom.ai/api-reference/meetings/list-meetings
  const answer = await json("https://api.fathom.ai/external/v1/meetings", {
    headers: { "X-Api-Key": secret.apiKey },
    query: {
      created_after: from,
      created_before: to,
      calendar_invitees_domains_type: externalOnly ? "one_or_more_external" : undefined,
      cursor,
      // All in one request for ten meetings; asking for each recording would take twenty.
      include_transcript: isHeavy || undefined,
      include_summary: isHeavy || undefined,
      include_action_items: isHeavy || undefined,
    },
  });
  const page = pageSchema.safeParse(answer).data;
  if (!page) throw new ProviderError("Fathom's answer is not what it describes", 200, "");
  const meetings = page.items;
  // An empty page is the last one, whatever it says.
  return { meetings, next: meetings.length > 0 ? page.next_cursor || undefined : undefined };
}

/** Pages are looked through for one meeting no further than this. */
const MOST_PAGES = 20;

/** The meeting with an id among those of a filter, unread; undefined when it is not there. */
export async function findMeeting(
  context: FathomContext,
  id: string,
  filter: MeetingFilter,
): Promise<unknown> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { meetings, next } = await listMeetings(context, { ...filter, cursor });
    const found = meetings.find((meeting) => idOf(meeting) === id);
    if (found || !next) return found;
    cursor = next;
  }
}

/** The second in which a meeting was created: there is no other way to ask for one meeting. */
export function around(createdAt: Date): MeetingFilter {
  const at = createdAt.getTime();
  return { from: new Date(at - 1_000), to: new Date(at + 1_000), isHeavy: true };
}

/** The id of a meeting that was not read yet, when it has a usable one. */
export function idOf(meeting: unknown): string | undefined {
  const id = (meeting as { recording_id?: unknown } | null)?.recording_id;
  return meetingSchema.shape.recording_id.safeParse(id).data;
}
