import type { Random } from "./random.ts";

/** A word in two sessions of five, one in every thousandth, and one in a handful of each project. */
export const COMMON = "please";
export const MEDIUM = "webhook";
export const RARE = "xylophone";

/** How many different words there are besides those. */
const VOCABULARY = 30_000;

const onsets = "b d f g h j k l m n p r s t v w z br dr fl gr kl pr sk st tr".split(" ");
const vowels = "a e i o u ai ea ou".split(" ");
const ends = ["", "", "n", "r", "s", "t", "l", "m"];

/** The n-th word of the vocabulary: short for the frequent ones, as in a language. */
function wordAt(index: number): string {
  let text = "";
  let rest = index;
  do {
    text += onsets[rest % onsets.length]!;
    rest = Math.floor(rest / onsets.length);
    text += vowels[rest % vowels.length]! + ends[(rest * 5 + index) % ends.length]!;
    rest = Math.floor(rest / vowels.length);
  } while (rest > 0);
  return text;
}

const words = Array.from({ length: VOCABULARY }, (_, index) => wordAt(index));

// Zipf's law: the n-th word is used a n-th as often as the first. The sums are looked up by halving.
const sums = new Float64Array(VOCABULARY);
for (let index = 0, sum = 0; index < VOCABULARY; index++) {
  sum += 1 / (index + 2);
  sums[index] = sum;
}

/** A word, as frequent as languages have them. */
export function word(random: Random): string {
  const wanted = random.fraction() * sums[VOCABULARY - 1]!;
  let low = 0;
  let high = VOCABULARY - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return words[low]!;
}

/** `count` words in a row. */
export function sentence(random: Random, count: number): string {
  let text = word(random);
  for (let index = 1; index < count; index++) text += " " + word(random);
  return text;
}
