/**
 * Measures what it costs the API that webhooks go out: creates over HTTP while events happen at a
 * steady rate, in turn with nobody to be told and with a receiver that is told all of them. Server,
 * receiver and database are processes of their own on this machine. Prints Markdown:
 *
 *     deno task build && deno run -A bench/webhooks.ts [events a second = 1000] [seconds = 5] [rounds = 4]
 */
import { createKey } from "../core/access/mod.ts";
import { transaction } from "../core/db/mod.ts";
import { startTestServer, testDatabase } from "../core/db/testing.ts";
import { appendEvents } from "../core/events/mod.ts";
import { configureLog } from "../core/log.ts";
import { parseAllowList } from "../core/net/mod.ts";
import { createProject } from "../core/projects/mod.ts";
import { createEndpoint, updateEndpoint } from "../core/webhooks/mod.ts";
import { medianOf } from "./measure/rounds.ts";
import { computedBy, startServerProcess } from "./measure/server_process.ts";

const [rate, seconds, rounds] = [1_000, 5, 4].map((standard, index) =>
  Number(Deno.args[index] ?? standard)
) as [number, number, number];
const TICK_MILLISECONDS = 50;
const CALLERS = 2;
const SECRET = "a secret of the measurements that is long enough";

configureLog({ level: "warn" });
const postgres = await startTestServer();
const database = await testDatabase({ server: postgres.url });
const { sql } = database;
const receiver = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", new URL("measure/webhook_receiver.ts", import.meta.url).pathname],
  stdin: "null",
  stdout: "piped",
}).spawn();
const receiverUrl = `http://127.0.0.1:${await firstLine(receiver.stdout)}/`;
const server = await startServerProcess({
  env: {
    DATABASE_URL: database.url,
    HISSUNO_SECRET: SECRET,
    HISSUNO_ALLOWED_HOSTS: "127.0.0.1",
  },
});
try {
  const { id: projectId } = await createProject(sql, { name: "Bench", plan: "unlimited" });
  const { key } = await createKey(sql, { projectId, name: "Bench", scope: "full" });
  const context = {
    sql,
    secret: { current: SECRET, previous: [] },
    allowed: parseAllowList(["127.0.0.1"]),
  };
  const { endpoint } = await createEndpoint(context, projectId, {
    ...{ url: receiverUrl, description: "", event_types: [], sources: [], tags: [] },
  }, null);
  const turn = async (isOn: boolean) => {
    const status = isOn ? "enabled" : "disabled";
    await updateEndpoint(context, projectId, endpoint.id, { status });
    return await measure(projectId, key, isOn);
  };
  await turn(false);
  await turn(true);
  const [without, told]: Awaited<ReturnType<typeof measure>>[][] = [[], []];
  for (let index = 0; index < rounds; index++) {
    for (const isOn of index % 2 ? [true, false] : [false, true]) {
      (isOn ? told : without)!.push(await turn(isOn));
    }
  }
  const of = (list: typeof told, field: "median" | "slow" | "behind" | "events") =>
    medianOf(list!.map((one) => one[field]));
  const over = (field: "median" | "slow") =>
    medianOf(told!.map((one, index) => one[field] / without![index]![field])).toFixed(2);
  // What a create costs is the same in both; the rest is what telling costs.
  const cost = medianOf(told!.map((one, index) => {
    const { computed, creates } = without![index]!;
    return (one.computed - computed / creates * one.creates) / one.total;
  }));
  console.log(
    `| events a second | create: median, 95 % | with webhooks | ratio | all out after the last | cost of telling one |
| ---: | ---: | ---: | ---: | ---: | ---: |
| ${Math.round(of(told, "events"))} | ${of(without, "median").toFixed(1)}, ${
      of(without, "slow").toFixed(1)
    } ms | ${of(told, "median").toFixed(1)}, ${of(told, "slow").toFixed(1)} ms | ${
      over("median")
    }, ${over("slow")} | ${(of(told, "behind") / 1_000).toFixed(2)} s | ${cost.toFixed(2)} ms |`,
  );
} finally {
  await server.stop();
  receiver.kill();
  await receiver.status;
  await database.close();
  await postgres.stop();
}

/** One round: events at the rate, creates beside them, then waits until all are out. */
async function measure(projectId: string, key: string, isOn: boolean) {
  const times: number[] = [];
  const before = await countReceived();
  const computed = await computedBy(server.pid);
  const begun = performance.now();
  const isOver = () => performance.now() - begun > seconds * 1_000;
  let events = 0;
  const writer = (async () => {
    for (let tick = 0; !isOver(); tick++) {
      const rest = begun + tick * TICK_MILLISECONDS - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      const amount = Math.round(rate * TICK_MILLISECONDS / 1_000);
      const batch = Array.from({ length: amount }, (_, index) => ({
        ...{ type: "session.updated" as const, sessionId: `sess_${tick}_${index}` },
      }));
      await transaction(sql, (tx) => appendEvents(tx, projectId, batch, new Date()));
      events += amount;
    }
  })();
  const callers = Array.from({ length: CALLERS }, async () => {
    while (!isOver()) {
      const start = performance.now();
      await create(projectId, key);
      times.push(performance.now() - start);
      // Each makes a session and its message.
      events += 2;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await Promise.all([writer, ...callers]);
  const lasted = performance.now() - begun;
  const ended = performance.now();
  while (isOn && await countReceived() < before + events) {
    if (performance.now() - ended > 120_000) throw new Error("Not all events came");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const sorted = times.toSorted((a, b) => a - b);
  return {
    median: medianOf(times),
    slow: sorted[Math.floor(sorted.length * 0.95)]!,
    behind: performance.now() - ended,
    events: events / lasted * 1_000,
    computed: (await computedBy(server.pid)) - computed,
    total: events,
    creates: times.length,
  };
}

async function create(projectId: string, key: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/projects/${projectId}/sessions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: "How do I export?" }] }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`A create was answered ${answer.status}: ${text}`);
}

async function countReceived(): Promise<number> {
  return Number(await (await fetch(receiverUrl)).text());
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return new TextDecoder().decode(value).trim();
}
