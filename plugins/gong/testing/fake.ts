import { type FakeItem, type FakeProvider, FakeServer, VendorSpec } from "#plugin-kit/testing";
import description from "../testdata/vendor_spec.json" with { type: "json" };

/** A call as the fake keeps it. */
export interface FakeCall {
  call: ReturnType<typeof callOf>;
  /** Null until Gong is done with it. */
  transcript: ReturnType<typeof transcriptOf> | null;
}

/** Gong as a real server: calls by start, transcripts by id, cursors in the body. */
export interface FakeGong extends FakeProvider {
  calls: Map<string, FakeCall>;
  /** Where an answer or a request was not as Gong describes it. */
  faults: string[];
  /** Answers to whole paths, instead of what it knows. */
  replies: Map<string, () => Response>;
}

const KEY = "GONGKEY-1234567890";
const KEY_SECRET = "gong-secret-abcdefghij";

/** Starts a fake of Gong with no calls. */
export function startGong(): FakeGong {
  const calls = new Map<string, FakeCall>();
  const ids = new Map<string, string>();
  const replies = new Map<string, () => Response>();
  const faults: string[] = [];
  const spec = new VendorSpec(closed(description));
  let pageSize = 100;
  let repeats = false;
  let checks = true;
  const idOf = (key: string) => {
    // Twenty digits, and different only in the last ones: a number would mix them up.
    if (!ids.has(key)) ids.set(key, `777234227402593${String(10_000 + ids.size)}`);
    return ids.get(key)!;
  };

  function list(body: Body): Response {
    const { fromDateTime, toDateTime, callIds } = body.filter;
    const found = [...calls.values()].map(({ call }) => call)
      .filter(({ metaData }) => !callIds || callIds.includes(metaData.id))
      .filter(({ metaData }) => !fromDateTime || at(metaData.started) >= at(fromDateTime))
      .filter(({ metaData }) => !toDateTime || at(metaData.started) < at(toDateTime))
      .sort((a, b) => at(a.metaData.started) - at(b.metaData.started));
    return page(found, body.cursor, (some) => ({ calls: some }));
  }

  function transcripts(body: Body): Response {
    const wanted = body.filter.callIds ?? [];
    if (wanted.length > 100) return refuse(400, "Too many call IDs");
    const found = wanted.filter((id) => calls.get(id)?.transcript)
      .map((id) => ({ callId: id, transcript: calls.get(id)!.transcript }));
    return page(found, body.cursor, (some) => ({ callTranscripts: some }));
  }

  function page<Item>(found: Item[], cursor: string | undefined, wrap: (some: Item[]) => object) {
    if (found.length === 0) {
      return refuse(404, "No calls found corresponding to the provided filters");
    }
    const start = cursor ? positionOf(cursor) : 0;
    if (Number.isNaN(start)) return refuse(400, "Invalid cursor");
    const some = found.slice(start, start + pageSize);
    const end = start + some.length;
    const next = repeats ? btoa("0") : end < found.length ? btoa(String(end)) : undefined;
    const records = {
      totalRecords: found.length,
      currentPageSize: some.length,
      currentPageNumber: Math.floor(start / pageSize),
      cursor: next,
    };
    return Response.json({ requestId: "4al018gzaztcr8nbukw", records, ...wrap(some) });
  }

  function answer(request: Request, path: string, body: Body): Response {
    if (request.headers.get("authorization") !== `Basic ${btoa(`${KEY}:${KEY_SECRET}`)}`) {
      return refuse(401, "Authentication failed");
    }
    if (replies.has(path)) return replies.get(path)!();
    if (path === "/v2/calls/extensive") return list(body);
    if (path === "/v2/calls/transcript") return transcripts(body);
    if (path === "/v2/users") {
      const users = [{ id: "234599484848423", emailAddress: "ann@acme.com", active: true }];
      return Response.json({ requestId: "1", users });
    }
    return refuse(404, "Not found");
  }

  const server = new FakeServer(async (request, text) => {
    const path = new URL(request.url).pathname;
    const body = text === "" ? undefined : JSON.parse(text);
    if (body) faults.push(...spec.requestFaults(request.method, path, body));
    const response = answer(request, path, body);
    const isDescribed = checks && response.status !== 401 && !replies.has(path);
    if (isDescribed) {
      const sent = await response.clone().json();
      faults.push(...spec.answerFaults(request.method, path, response.status, sent));
    }
    return faults.length > 0 ? refuse(418, faults.join("; ")) : response;
  });

  return {
    server,
    calls,
    faults,
    replies,
    credentials: {
      settings: { baseUrl: "https://us-12345.api.gong.io/v2" },
      secret: { accessKey: KEY, accessKeySecret: KEY_SECRET },
    },
    badCredentials: {
      settings: {},
      secret: { accessKey: KEY, accessKeySecret: "gong-secret-of-someone-else" },
    },
    put: ({ key, text, at }: FakeItem) => {
      const id = idOf(key);
      const known = calls.get(id);
      // A call keeps its start; what Gong corrects later is its text.
      const call = known?.call ?? callOf(id, key, at);
      calls.set(id, { call, transcript: transcriptOf(text) });
    },
    setPageSize: (size) => void (pageSize = size),
    malform: (key) => {
      checks = false;
      calls.get(idOf(key))!.transcript![1]!.sentences[0]!.text = null as never;
    },
    repeatCursor: () => void (repeats = true),
    externalId: idOf,
  };
}

interface Body {
  filter: { fromDateTime?: string; toDateTime?: string; callIds?: string[] };
  cursor?: string;
}

function callOf(id: string, key: string, started: Date) {
  return {
    metaData: {
      id,
      url: `https://us-12345.app.gong.io/call?id=${id}`,
      title: `Call ${key}`,
      // As Gong writes times: with an offset.
      started: started.toISOString().replace("Z", "+00:00"),
      duration: 460,
      direction: "Conference",
      system: "Zoom",
      scope: "External",
      media: "Video",
      language: "eng",
      isPrivate: false,
    },
    parties: [
      {
        id: "56825452554556",
        emailAddress: "ann@acme.com",
        name: "Ann",
        userId: "234599484848423",
        speakerId: "6432345678555530067",
        affiliation: "Internal",
      },
      {
        id: "56825452554557",
        emailAddress: `${key}@customer.example`,
        name: `Customer ${key}`,
        speakerId: "6432345678555530068",
        affiliation: "External",
      },
    ],
  };
}

function transcriptOf(text: string) {
  return [
    {
      speakerId: "6432345678555530067",
      topic: "Introduction",
      sentences: [{ start: 1_000, end: 2_000, text: "How can we help?" }],
    },
    {
      speakerId: "6432345678555530068",
      topic: "Objections",
      sentences: [{ start: 4_230, end: 6_343, text }, {
        start: 6_400,
        end: 7_000,
        text: "Thanks.",
      }],
    },
  ];
}

function refuse(status: number, text: string): Response {
  return Response.json({ requestId: "4al018gzaztcr8nbukw", errors: [text] }, { status });
}

/** Where a page begins; NaN for a marker that this fake did not give. */
function positionOf(cursor: string): number {
  return /^[\w+/]+=*$/.test(cursor) ? Number(atob(cursor)) : NaN;
}

function at(text: string): number {
  return new Date(text).getTime();
}

/** The description with every object complete: a field that Gong does not know is a fault. */
function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, closed(inner)]),
  );
  const isObject = "properties" in copy && "type" in copy;
  return (isObject ? { additionalProperties: false, ...copy } : copy) as Value;
}
