import { killRounds } from "./support/kill_rounds.ts";

const seed = Number(Deno.env.get("RELIABILITY_SEED") ?? 7);

// The long version: deno run -A e2e/reliability/kill_long.ts
Deno.test({
  name: `Killed under writes, the server loses no acknowledged write (seed ${seed}, 3 rounds)`,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () => killRounds(3, seed, (line) => console.log(line)),
});
