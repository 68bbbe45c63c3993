/** A signature as numbers of 32 bits. */
export type Bits = Uint32Array;

/** How often the centres are moved; later rounds move little. */
const ROUNDS = 6;
/** Milliseconds of counting before others have their turn. */
const SLICE = 20;

/** Reads a text of 0 and 1. */
export function toBits(text: string): Bits {
  const bits = new Uint32Array(Math.ceil(text.length / 32));
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) === 49) bits[index >> 5]! |= 1 << (index & 31);
  }
  return bits;
}

/**
 * Finds centres among signatures, so that each signature differs little from one of them: k-means, with
 * the majority of the bits for the mean.
 *
 * @param signatures texts of 0 and 1, all of one length, in no particular order
 * @param amount how many centres; at most as many as there are signatures
 * @param pause lets others have their turn
 * @returns texts of 0 and 1
 */
export async function findCentres(
  signatures: readonly string[],
  amount: number,
  pause: () => Promise<void>,
): Promise<string[]> {
  const size = signatures[0]?.length ?? 0;
  const points = signatures.map(toBits);
  let centres = points.slice(0, amount);
  for (let round = 0; round < ROUNDS; round++) {
    const votes = centres.map(() => new Int32Array(size));
    let since = performance.now();
    for (const point of points) {
      addVote(votes[nearest(point, centres)]!, point);
      if (performance.now() - since < SLICE) continue;
      await pause();
      since = performance.now();
    }
    centres = votes.map((vote, index) => majority(vote) ?? centres[index]!);
  }
  return centres.map((centre) => toText(centre, size));
}

/** In how many bits two signatures differ. */
export function difference(a: Bits, b: Bits): number {
  let count = 0;
  for (let index = 0; index < a.length; index++) {
    let bits = a[index]! ^ b[index]!;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

function nearest(point: Bits, centres: readonly Bits[]): number {
  let best = 0;
  let least = Infinity;
  for (let index = 0; index < centres.length; index++) {
    const bits = difference(point, centres[index]!);
    if (bits < least) [best, least] = [index, bits];
  }
  return best;
}

function addVote(vote: Int32Array, point: Bits): void {
  for (let index = 0; index < vote.length; index++) {
    vote[index]! += (point[index >> 5]! >>> (index & 31)) & 1 ? 1 : -1;
  }
}

/** The bits most of them have; null when nobody voted, which is a tie everywhere. */
function majority(vote: Int32Array): Bits | null {
  if (vote.every((count) => count === 0)) return null;
  const bits = new Uint32Array(Math.ceil(vote.length / 32));
  for (let index = 0; index < vote.length; index++) {
    if (vote[index]! > 0) bits[index >> 5]! |= 1 << (index & 31);
  }
  return bits;
}

function toText(bits: Bits, size: number): string {
  let text = "";
  for (let index = 0; index < size; index++) text += (bits[index >> 5]! >>> (index & 31)) & 1;
  return text;
}
