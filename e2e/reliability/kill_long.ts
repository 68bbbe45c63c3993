/**
 * Kills the server with SIGKILL at random under concurrent writes, and checks after each time that
 * nothing acknowledged is lost and nothing half-written:
 *
 *     deno run -A e2e/reliability/kill_long.ts [rounds = 20] [seed = the time]
 */
import { now } from "../../core/clock.ts";
import { killRounds } from "./support/kill_rounds.ts";

const rounds = Number(Deno.args[0] ?? 20);
const seed = Number(Deno.args[1] ?? now().getTime() % 1_000_000);
console.log(`${rounds} rounds, seed ${seed}`);
await killRounds(rounds, seed, (line) => console.log(line));
console.log("Every acknowledged write is there once, and nothing is half-written.");
