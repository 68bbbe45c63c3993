/** Something measured: done again and again by several callers. */
export type Work = (caller: number, turn: number) => Promise<unknown>;

/** What a round of one thing came to. */
export interface Round {
  /** Calls a second, all callers together. */
  rate: number;
  /** Median time of one call, in milliseconds. */
  median: number;
  /** What a call cost the processes that answer it, in milliseconds of a processor. */
  cost: number;
}

/** Work, and how much its processes have computed so far, in milliseconds. */
export interface Measured {
  work: Work;
  computed: () => Promise<number>;
}

let turns = 0;

/** Has `callers` callers do the work for a while. */
export async function round(
  { work, computed }: Measured,
  callers: number,
  milliseconds: number,
): Promise<Round> {
  const times: number[] = [];
  const before = await computed();
  const begin = performance.now();
  await Promise.all(Array.from({ length: callers }, async (_, caller) => {
    do {
      const start = performance.now();
      await work(caller, turns++);
      times.push(performance.now() - start);
    } while (performance.now() - begin < milliseconds);
  }));
  const rate = times.length / (performance.now() - begin) * 1000;
  return { rate, median: medianOf(times), cost: (await computed() - before) / times.length };
}

/** The middle value. */
export function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * Measures several things in turn, round after round, so that whatever else the machine does meets
 * all of them alike.
 */
export async function alternate<Name extends string>(
  works: Record<Name, Measured>,
  options: { callers: number; rounds: number; milliseconds: number },
): Promise<Record<Name, Round[]>> {
  const names = Object.keys(works) as Name[];
  const result = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<
    Name,
    Round[]
  >;
  // Plans, caches and compiled code are warm when it counts.
  for (const name of names) await round(works[name], options.callers, options.milliseconds / 3);
  for (let index = 0; index < options.rounds; index++) {
    for (const name of index % 2 ? names.toReversed() : names) {
      result[name].push(await round(works[name], options.callers, options.milliseconds));
    }
  }
  return result;
}

/** The median of the rounds' ratios, pair by pair. */
export function ratio(over: Round[], under: Round[], field: keyof Round): number {
  return medianOf(over.map((each, index) => each[field] / under[index]![field]));
}
