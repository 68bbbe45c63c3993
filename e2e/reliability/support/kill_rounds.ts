import assert from "node:assert/strict";
import { Random } from "../../../bench/fill/random.ts";
import { connect } from "../../../core/db/mod.ts";
import { embeddedUrl } from "../../../core/db/embedded/place.ts";
import { faults, missing, sizes } from "./consistency_sql.ts";
import { call, gone, Playground } from "./playground.ts";
import { Writers } from "./writers.ts";

/**
 * Kills the server at random under concurrent writes and starts it again, round after round: every
 * acknowledged write must be there once, and nothing half-written. In every second round the
 * database server is killed as well.
 *
 * @param told gets one line for each round
 */
export async function killRounds(
  rounds: number,
  seed: number,
  told: (line: string) => void,
): Promise<void> {
  const random = new Random(seed);
  const writers = new Writers(seed);
  await Playground.with(async (playground) => {
    for (let round = 1; round <= rounds; round++) {
      const server = await playground.start();
      const strange: unknown[] = [];
      const before = writers.sent.length;
      const writing = writers.write(server.url, (status, body) => strange.push({ status, body }));
      // After a number of answers, not a time: a slow machine must not make the round an empty one.
      await writers.answers(40 + random.below(200));
      await new Promise((resolve) => setTimeout(resolve, random.below(20)));
      const both = round % 2 === 0;
      const database = both ? await databasePid(playground.dataDir) : null;
      server.kill("SIGKILL");
      if (database !== null) kill(database);
      await writing;
      const lost = writers.sent.slice(before).filter(({ acknowledged }) => !acknowledged).length;
      assert.deepEqual(strange, [], "Answers other than 201");
      await gone(playground.dataDir);
      await check(playground, writers);
      told(
        `round ${round}: ${
          writers.sent.length - before
        } writes, ${lost} of them without an answer, ` +
          `killed ${both ? "server and database" : "server"}`,
      );
    }
  });
}

async function check(playground: Playground, writers: Writers): Promise<void> {
  const server = await playground.start();
  const sql = connect(await embeddedUrl(playground.dataDir), { max: 4 });
  try {
    assert.deepEqual(await missing(sql, writers.sent), [], "Acknowledged writes are missing");
    assert.deepEqual(await faults(sql), [], "Something is half-written");
    await writers.repeat(server.url);
    assert.deepEqual(await missing(sql, writers.sent), [], "Writes that were sent again");
    assert.deepEqual(await faults(sql), [], "Something is half-written after sending again");
    const messages = writers.sent.filter(({ kind }) => kind === "message").length;
    const sessions = writers.sent.length - messages;
    assert.deepEqual(await sizes(sql), { sessions, messages: messages + 3 * sessions });
    const last = writers.sent.at(-1)!;
    const { body } = await call(server.url, "GET", `/sessions?search=${last.mark}`);
    assert.deepEqual((body.sessions as { id: string }[]).map(({ id }) => id), [last.sessionId]);
  } finally {
    await sql.end({ timeout: 1 });
  }
  const { code } = await server.stop();
  assert.equal(code, 0);
  await gone(playground.dataDir);
}

async function databasePid(dataDir: string): Promise<number> {
  const text = await Deno.readTextFile(`${dataDir}/postgres/cluster/postmaster.pid`);
  return Number(text.split("\n")[0]);
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It ended with its starter first.
  }
}
