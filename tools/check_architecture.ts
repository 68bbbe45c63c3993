/**
 * Checks what the compiler does not: who imports whom, what only one place may do, sizes and names.
 * `deno run --allow-read --allow-run=git tools/check_architecture.ts` prints every fault and exits 1.
 */
import { importFaults } from "./architecture/imports.ts";
import { habitFaults } from "./architecture/habits.ts";
import { readSources } from "./architecture/sources.ts";
import { treeFaults } from "./architecture/tree.ts";

if (import.meta.main) {
  const sources = await readSources();
  const faults = [
    ...sources.flatMap(importFaults),
    ...sources.flatMap(habitFaults),
    ...await treeFaults(sources),
  ];
  for (const fault of faults) console.error(fault);
  console.log(
    faults.length === 0
      ? `Architecture: ${sources.length} files, no faults.`
      : `Architecture: ${faults.length} faults.`,
  );
  if (faults.length > 0) Deno.exit(1);
}
