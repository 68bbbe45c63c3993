/**
 * Measures how long a server takes from the start of its process to its first answer on an existing
 * database, and how much of that it computes:
 *
 *     DATA_DIR=.data/bench-1m deno run -A bench/start.ts [times = 7]
 */
import { medianOf } from "./measure/rounds.ts";
import { computedBy, memoryOf, startServerProcess } from "./measure/server_process.ts";

const times = Number(Deno.args[0] ?? 7);
const answers: number[] = [];
for (let turn = 0; turn <= times; turn++) {
  const server = await startServerProcess({
    env: { DATA_DIR: Deno.env.get("DATA_DIR") ?? ".data" },
  });
  const computed = await computedBy(server.pid);
  const { now: memory } = await memoryOf(server.pid);
  await server.stop();
  // The first time may have to compile; it is not counted.
  if (turn === 0) continue;
  answers.push(server.firstAnswer);
  console.log(`${Math.round(server.firstAnswer)} ms, of them ${computed} computing; ${memory} MB`);
}
console.log(`Median: ${Math.round(medianOf(answers))} ms`);
