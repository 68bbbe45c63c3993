import { type FakeItem, type FakeProvider, FakeServer, VendorSpec } from "#plugin-kit/testing";
import description from "../testdata/vendor_spec.json" with { type: "json" };

export type FakeMeeting = ReturnType<typeof meetingOf>;

/** Fathom as a real server: meetings newest first, pages by number, parts only when asked for. */
export interface FakeFathom extends FakeProvider {
  meetings: Map<string, FakeMeeting>;
  /** Where an answer or a request was not as Fathom describes it. */
  faults: string[];
  /** Answers instead of what it knows. */
  reply: { with?: () => Response };
}

const KEY = "fathom-key-1234567890";
const PREFIX = "/external/v1";
const PARTS = {
  transcript: "include_transcript",
  default_summary: "include_summary",
  action_items: "include_action_items",
} as const;

/** Starts a fake of Fathom with no meetings. */
export function startFathom(): FakeFathom {
  const meetings = new Map<string, FakeMeeting>();
  const ids = new Map<string, number>();
  const faults: string[] = [];
  const reply: { with?: () => Response } = {};
  const spec = new VendorSpec(closed(description));
  const known = new Set<string>(
    description.paths["/meetings"].get.parameters.map(({ name }) => name),
  );
  let pageSize = 10;
  let repeats = false;
  let checks = true;
  const idOf = (key: string) => {
    if (!ids.has(key)) ids.set(key, 123_456_789 + ids.size);
    return ids.get(key)!;
  };

  function list(query: URLSearchParams): Response {
    const after = query.get("created_after");
    const before = query.get("created_before");
    const type = query.get("calendar_invitees_domains_type") ?? "all";
    const found = [...meetings.values()]
      .filter(({ created_at }) => !after || Date.parse(created_at) > Date.parse(after))
      .filter(({ created_at }) => !before || Date.parse(created_at) < Date.parse(before))
      .filter((one) => type === "all" || one.calendar_invitees_domains_type === type)
      .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
    const cursor = query.get("cursor");
    if (cursor && !/^[\w+/]+=*$/.test(cursor)) return new Response(null, { status: 400 });
    const number = cursor ? JSON.parse(atob(cursor)).page_num : 1;
    const some = found.slice((number - 1) * pageSize, number * pageSize);
    const hasMore = number * pageSize < found.length;
    const next = repeats ? 2 : hasMore ? number + 1 : null;
    const items = some.map((meeting) => {
      const copy: Record<string, unknown> = { ...meeting };
      for (const [part, wish] of Object.entries(PARTS)) {
        if (query.get(wish) !== "true") delete copy[part];
      }
      return copy;
    });
    const next_cursor = next === null ? null : btoa(JSON.stringify({ page_num: next }));
    return Response.json({ limit: pageSize, next_cursor, items });
  }

  const server = new FakeServer(async (request) => {
    const url = new URL(request.url);
    // As Fathom does: refusals have no body.
    if (request.headers.get("x-api-key") !== KEY) return new Response(null, { status: 401 });
    if (reply.with) return reply.with();
    if (url.pathname !== `${PREFIX}/meetings`) return new Response(null, { status: 404 });
    for (const name of url.searchParams.keys()) {
      if (!known.has(name)) faults.push(`Fathom has no parameter ${name}`);
    }
    const response = list(url.searchParams);
    if (checks && response.ok) {
      const sent = await response.clone().json();
      faults.push(...spec.answerFaults("GET", "/meetings", response.status, sent));
    }
    return faults.length > 0 ? new Response(faults.join("; "), { status: 418 }) : response;
  });

  return {
    server,
    meetings,
    faults,
    reply,
    credentials: { settings: {}, secret: { apiKey: KEY } },
    badCredentials: { settings: {}, secret: { apiKey: "fathom-key-of-someone-else" } },
    put: ({ key, text, at }: FakeItem) => {
      // A meeting keeps its time; what is corrected later is its text.
      const known = meetings.get(key);
      const meeting = known ?? meetingOf(idOf(key), key, at);
      meeting.transcript = transcriptOf(key, text);
      meetings.set(key, meeting);
    },
    setPageSize: (size) => void (pageSize = size),
    malform: (key) => {
      checks = false;
      meetings.get(key)!.transcript![1]!.text = null as never;
    },
    repeatCursor: () => void (repeats = true),
    externalId: (key) => String(idOf(key)),
  };
}

function meetingOf(recording_id: number, key: string, createdAt: Date) {
  const before = (minutes: number) =>
    new Date(createdAt.getTime() - minutes * 60_000).toISOString();
  return {
    recording_id,
    title: `Meeting ${key}`,
    meeting_title: null as string | null,
    meeting_type: null,
    url: `https://fathom.video/calls/${recording_id}`,
    share_url: `https://fathom.video/share/${recording_id}`,
    meeting_url: null,
    created_at: createdAt.toISOString(),
    scheduled_start_time: before(35),
    scheduled_end_time: before(5),
    recording_start_time: before(34),
    recording_end_time: before(4),
    calendar_invitees_domains_type: "one_or_more_external",
    shared_with: "no_teams",
    transcript_language: "en",
    transcript: null as ReturnType<typeof transcriptOf> | null,
    default_summary: { template_name: "general", markdown_formatted: `## Summary\nOf ${key}.` } as
      | { template_name: string; markdown_formatted: string }
      | null,
    action_items: [{
      description: "Send the proposal",
      user_generated: false,
      completed: false,
      recording_timestamp: "00:10:45",
      recording_playback_url: `https://fathom.video/calls/${recording_id}#t=645`,
      assignee: { name: "Ann", email: "ann@acme.com", team: null },
    }],
    calendar_invitees: [
      {
        name: "Ann",
        matched_speaker_display_name: "Ann",
        email: "ann@acme.com",
        email_domain: "acme.com",
        is_external: false,
      },
      {
        name: `Customer ${key}`,
        matched_speaker_display_name: `Customer ${key}`,
        email: `${key}@customer.example`,
        email_domain: "customer.example",
        is_external: true,
      },
    ],
    recorded_by: { name: "Ann", email: "ann@acme.com", email_domain: "acme.com", team: null },
  };
}

function transcriptOf(key: string, text: string) {
  return [
    {
      speaker: { display_name: "Ann", matched_calendar_invitee_email: "ann@acme.com" },
      text: "How can we help?",
      timestamp: "00:00:05",
    },
    {
      speaker: {
        display_name: `Customer ${key}`,
        matched_calendar_invitee_email: `${key}@customer.example`,
      },
      text,
      timestamp: "00:05:32",
    },
  ];
}

/** The description with every object complete: a field that Fathom does not know is a fault. */
function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, closed(inner)]),
  );
  const isObject = "properties" in copy && "type" in copy;
  return (isObject ? { additionalProperties: false, ...copy } : copy) as Value;
}
