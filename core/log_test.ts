import assert from "node:assert/strict";
import { configureLog, log, type LogOptions, withLogFields } from "./log.ts";

function record(options: LogOptions, work: () => void): string[] {
  const lines: string[] = [];
  const restore = configureLog({
    pretty: false,
    ...options,
    write: (line) => void lines.push(line),
  });
  try {
    work();
  } finally {
    restore();
  }
  return lines;
}

Deno.test("A log line is one JSON object with time, level, message and fields", () => {
  const [line] = record({}, () => log.info("Started", { port: 8000 }));
  const { time, ...rest } = JSON.parse(line!);
  assert.match(time, /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.deepEqual(rest, { level: "info", message: "Started", port: 8000 });
});

Deno.test("Lines below the level are not written", () => {
  assert.equal(record({ level: "warn" }, () => log.info("Hello")).length, 0);
  assert.equal(record({ level: "debug" }, () => log.debug("Hello")).length, 1);
  assert.equal(record({ level: "silent" }, () => log.error("Hello")).length, 0);
});

Deno.test("Fields of the surrounding request are on every line, also after a wait", async () => {
  const lines: string[] = [];
  const restore = configureLog({ pretty: false, write: (line) => void lines.push(line) });
  await withLogFields({ request_id: "req_1" }, async () => {
    await Promise.resolve();
    withLogFields({ project_id: "proj_1" }, () => log.warn("Slow"));
  });
  restore();
  const { request_id, project_id } = JSON.parse(lines[0]!);
  assert.deepEqual({ request_id, project_id }, { request_id: "req_1", project_id: "proj_1" });
});

Deno.test("Keys, bearer tokens and passwords never reach the log", () => {
  const secrets = ["hiss_abcdef123456", "xoxb-12345-abcdef", "sk-proj-abcdefgh", "s3cretpass"];
  const cyclic: Record<string, unknown> = { password: "s3cretpass" };
  cyclic.self = cyclic;
  const lines = record({}, () => {
    log.info(`Key hiss_abcdef123456 used with Bearer xoxb-12345-abcdef`, {
      url: "postgres://u:s3cretpass@db/x",
      headers: { authorization: "sk-proj-abcdefgh", cookie: "s3cretpass" },
      link: "/reset?token=s3cretpass",
      nested: [{ api_key: "s3cretpass" }],
      cyclic,
    });
    log.error("Failed", {
      error: new Error("With hiss_abcdef123456", { cause: "sk-proj-abcdefgh" }),
    });
  });
  for (const secret of secrets) assert.ok(!lines.join("\n").includes(secret), secret);
  assert.match(lines[0]!, /postgres:\/\/u:\[redacted\]@db/);
});

Deno.test("For a terminal a line is readable text with the stack of an error", () => {
  const [line] = record(
    { pretty: true },
    () => log.error("Failed", { at: 3, error: new Error("No") }),
  );
  assert.match(line!, /^\d\d:\d\d:\d\d error Failed at=3\n {2}Error: No\n/);
});
