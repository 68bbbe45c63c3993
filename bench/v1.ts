/**
 * Measures what a call of `/v1` costs beside the same call of the documented paths: processor time of
 * the server and its database, in turn, in one run; and what counting a key's requests adds to a
 * read. Prints Markdown:
 *
 *     deno task build && deno run -A bench/v1.ts [sessions = 2000] [rounds = 7] [milliseconds = 1500]
 */
import { createKey } from "../core/access/mod.ts";
import { connect } from "../core/db/mod.ts";
import { embeddedUrl } from "../core/db/embedded/place.ts";
import type { Plan } from "../core/projects/mod.ts";
import { type BenchRequest, HttpConnection } from "./measure/http_connection.ts";
import { alternate, type Measured, medianOf, ratio, type Round } from "./measure/rounds.ts";
import { computedBy, databaseProcesses, startServerProcess } from "./measure/server_process.ts";

const [sessions, rounds, milliseconds] = [2_000, 7, 1_500].map((standard, index) =>
  Number(Deno.args[index] ?? standard)
) as [number, number, number];
const CALLERS = 8;
const KEY = "a-key-of-the-measurements-0123456789";
const PROJECT = "proj_bench";

const dataDir = await Deno.makeTempDir({ prefix: "hissuno-bench-v1-" });
// The database runs as another user.
await Deno.chmod(dataDir, 0o755);
const server = await startServerProcess({
  env: {
    DATA_DIR: dataDir,
    HISSUNO_SECRET: "a secret of the measurements that is long enough",
    HISSUNO_PROJECT: PROJECT,
    HISSUNO_API_KEY: KEY,
  },
});
try {
  const connections = await Promise.all(
    Array.from({ length: CALLERS }, () => HttpConnection.open(server.url)),
  );
  const send = async (
    caller: number,
    method: string,
    path: string,
    body?: unknown,
    key: string = KEY,
  ) => {
    const headers = { authorization: `Bearer ${key}` };
    const request: BenchRequest = { method, path, headers };
    if (body !== undefined) request.body = JSON.stringify(body);
    const answer = await connections[caller]!.send(request);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.body}`);
    return JSON.parse(answer.body);
  };
  const session = () => ({
    name: "Export fails",
    tags: ["bug"],
    user_metadata: { email: "jane@example.com", plan: "pro" },
    messages: ["One", "Two", "Three"].map((content) => ({ role: "user", content })),
  });
  const ids: string[] = [];
  for (let done = 0; done < sessions; done += 500) {
    const items = Array.from({ length: Math.min(500, sessions - done) }, session);
    const made = await send(0, "POST", "/v1/sessions/bulk", { sessions: items });
    ids.push(...made.data.map(({ id }: { id: string }) => id));
  }
  // Many, so that none of them comes to the end of its minute.
  const sql = connect(await embeddedUrl(dataDir), { max: 1 });
  const keysOf = (plan: Plan) =>
    Promise.all(Array.from({ length: 60 }, async (_, number) => {
      const name = `${plan} ${number}`;
      return (await createKey(sql, { projectId: PROJECT, name, scope: "read", plan })).key;
    }));
  const [unlimited, limited] = [await keysOf("unlimited"), await keysOf("enterprise")];
  await sql.end();
  const readWith = (keys: string[]) => (caller: number, turn: number) =>
    send(caller, "GET", `/v1/sessions/${one(turn)}`, undefined, keys[turn % keys.length]);
  const databases = await databaseProcesses(dataDir);
  const computed = async () => {
    const parts = await Promise.all([server.pid, ...databases].map(computedBy));
    return parts.reduce((sum, part) => sum + part, 0);
  };
  const one = (turn: number) => ids[turn * 7 % ids.length]!;
  const flat = (path: string, query = "") => `/api${path}?projectId=${PROJECT}${query}`;
  type Pair = [name: string, old: Measured["work"], now: Measured["work"]];
  const pairs: Pair[] = [
    [
      "create, 3 messages",
      (caller) => send(caller, "POST", flat("/sessions"), session()),
      (caller) => send(caller, "POST", "/v1/sessions", session()),
    ],
    [
      "read one with its messages",
      (caller, turn) => send(caller, "GET", flat(`/sessions/${one(turn)}`)),
      (caller, turn) => send(caller, "GET", `/v1/sessions/${one(turn)}?expand=messages`),
    ],
    [
      "list 50",
      (caller) => send(caller, "GET", flat("/sessions", "&limit=50")),
      (caller) => send(caller, "GET", "/v1/sessions?limit=50&sort=-last_activity_at"),
    ],
    [
      "append a message",
      (caller, turn) =>
        send(caller, "POST", flat(`/sessions/${one(turn)}/messages`), session().messages[0]),
      (caller, turn) =>
        send(caller, "POST", `/v1/sessions/${one(turn)}/messages`, session().messages[0]),
    ],
    [
      "change",
      (caller, turn) => send(caller, "PATCH", flat(`/sessions/${one(turn)}`), { name: "Other" }),
      (caller, turn) => send(caller, "PATCH", `/v1/sessions/${one(turn)}`, { name: "Other" }),
    ],
    ["read one of /v1, without and with a limit", readWith(unlimited), readWith(limited)],
  ];
  console.log("| call | documented path: ms | `/v1`: ms | cost, `/v1` / documented |");
  console.log("| --- | ---: | ---: | ---: |");
  for (const [name, old, now] of pairs) {
    const works = { old: { work: old, computed }, now: { work: now, computed } };
    const options = { callers: CALLERS, rounds, milliseconds };
    const result: Record<"old" | "now", Round[]> = await alternate(works, options);
    const cost = (list: Round[]) => medianOf(list.map(({ cost }) => cost)).toFixed(2);
    const over = ratio(result.now, result.old, "cost").toFixed(2);
    console.log(`| ${name} | ${cost(result.old)} | ${cost(result.now)} | ${over} |`);
  }
  for (const connection of connections) connection.close();
} finally {
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
}
