import { type FakeProvider, FakeServer } from "#plugin-kit/testing";

/** An event as the fake keeps it. */
export interface FakeEvent {
  uuid: string | null;
  event: string;
  timestamp: string;
  distinct_id: string;
  properties: Record<string, unknown>;
}

interface AskedQuery {
  query: { kind: string; query: string; values: Record<string, unknown> };
  refresh: string;
}

const KEY = "phx_fake_key_0123456789";
const PROJECT = "4711";

/**
 * PostHog's query API as a real server. It understands the two queries of the plugin by their shape:
 * groups of events with their last time, after a place, up to a time, a page at a time.
 *
 * @param kind what `put` makes of an item of the suite: a survey's answer, or an event of a visit
 */
export function startPostHog(kind: "survey" | "visit" = "survey") {
  const events: FakeEvent[] = [];
  const people = new Map<string, { email?: unknown; name?: string }>();
  let pageSize = 100;
  let repeats = false;

  const server = new FakeServer((request, body) => {
    if (request.headers.get("authorization") !== `Bearer ${KEY}`) {
      return problem(401, "authentication_failed", "Invalid personal API key.");
    }
    const path = /^\/api\/projects\/(\d+)\/query\/$/.exec(new URL(request.url).pathname);
    if (!path || request.method !== "POST") return problem(404, "not_found", "Not found.");
    if (path[1] === "99") {
      return problem(403, "permission_denied", "API key missing required scope 'query:read'");
    }
    if (path[1] !== PROJECT) return problem(404, "not_found", "Project not found.");
    const { query } = JSON.parse(body) as AskedQuery;
    if (query.kind !== "HogQLQuery") return problem(400, "parse_error", "Unknown kind.");
    const unknown = [...query.query.matchAll(/\{(\w+)\}/g)].find(([, name]) =>
      !(name! in query.values)
    );
    if (unknown) return problem(400, "parse_error", `Unresolved placeholder: ${unknown[1]}`);
    return Response.json({ results: run(query), hasMore: false, error: null, query: query.query });
  });

  function run({ query, values }: AskedQuery["query"]): unknown[][] {
    if (query === "select 1") return [[1]];
    const surveys = query.includes("event = 'survey sent'");
    const chosen = values.events as string[] | undefined;
    const groups = new Map<string, FakeEvent[]>();
    for (const event of events) {
      const { $survey_submission_id, $session_id } = event.properties;
      const isSurvey = event.event === "survey sent";
      const isOwn = !/^\$|^survey /.test(event.event);
      const isNotable = chosen
        ? chosen.includes(event.event)
        : isOwn || ["$rageclick", "$exception"].includes(event.event);
      if (surveys ? !isSurvey : !isNotable) continue;
      if (event.timestamp < String(values.since) || event.timestamp > String(values.to)) continue;
      const day = `day ${event.timestamp.slice(0, 10)} ${event.distinct_id}`;
      const key = surveys ? $survey_submission_id ?? event.uuid : $session_id ?? day;
      groups.set(String(key), [...groups.get(String(key)) ?? [], event]);
    }
    const all = [...groups].map(([key, group]) => rowOf(key, group, surveys))
      .sort((a, b) => compare(a, [String(b[0]), String(b[1])]))
      .filter((row) => values.key === undefined || row[0] === values.key);
    const after = [String(values.after_key), String(values.after_at)] as const;
    const rest = repeats ? all : all.filter((row) => compare(row, after) > 0);
    return rest.slice(0, Math.min(pageSize, Number(/limit (\d+)/.exec(query)![1])));
  }

  function rowOf(key: string, group: FakeEvent[], surveys: boolean): unknown[] {
    const sorted = group.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
    const last = sorted.at(-1)!;
    const person = people.get(last.distinct_id) ?? {};
    return [
      key,
      last.timestamp,
      last.distinct_id,
      person.email ?? null,
      person.name ?? null,
      sorted.map(({ timestamp, uuid, event, properties }) =>
        surveys ? [timestamp, uuid, JSON.stringify(properties)] : [
          timestamp,
          uuid,
          event,
          properties.$current_url ?? "",
          properties.$exception_message ?? "",
        ]
      ),
    ];
  }

  let counter = 0;
  const capture = (event: Omit<FakeEvent, "uuid"> & { uuid?: string }) =>
    void events.push({ uuid: `event-${++counter}`, ...event });

  const fake = {
    server,
    events,
    people,
    capture,
    credentials: { settings: { projectId: PROJECT }, secret: { key: KEY } },
    badCredentials: { settings: { projectId: PROJECT }, secret: { key: "phx_wrong_key_000000" } },
    put({ key, text, at }) {
      people.set(key, { email: `${key}@example.com`, name: `Person ${key}` });
      const timestamp = at.toISOString();
      const properties = kind === "survey"
        ? {
          $survey_id: "018ed910-3b24-0000-e3fd-d51c59aa74b2",
          $survey_name: "How is it going?",
          $survey_questions: [{ id: "a3071551", question: "What should we do better?" }],
          $survey_submission_id: key,
          $survey_response_a3071551: text,
        }
        : { $session_id: key, $current_url: `https://app.example.com/${key}?secret=1` };
      const event = kind === "survey" ? "survey sent" : text;
      capture({ event, timestamp, distinct_id: key, properties });
    },
    setPageSize: (size) => void (pageSize = size),
    malform(key) {
      for (const event of events) if (event.distinct_id === key) event.uuid = null;
    },
    repeatCursor: () => void (repeats = true),
    externalId: (key) => `${kind}:${key}`,
  } satisfies FakeProvider & Record<string, unknown>;
  return fake;
}

/** A row's place after (positive) or before another: by time, then by key. */
function compare(row: unknown[], [key, at]: readonly [string, string]): number {
  const [rowKey, rowAt] = row as [string, string];
  if (rowAt !== at) return rowAt < at ? -1 : 1;
  return rowKey === key ? 0 : rowKey < key ? -1 : 1;
}

/** An error as PostHog words them. https://posthog.com/docs/api */
function problem(status: number, code: string, detail: string): Response {
  const type = status < 404 && status > 400 ? "authentication_error" : "invalid_request";
  return Response.json({ type, code, detail, attr: null }, { status });
}
