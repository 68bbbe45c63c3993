import type { Json } from "./model.ts";

/**
 * How a value differs from samples: every key must occur in one of them, with a value of the same
 * type. Null passes for anything; where samples have an empty object or list, anything goes.
 */
export function shapeFaults(value: unknown, samples: unknown[], at: string): string[] {
  if (value === null || value === undefined) return [];
  const alike = samples.filter((sample) => typeOf(sample) === typeOf(value));
  if (alike.length === 0) {
    const types = [...new Set(samples.map(typeOf))].join(" or ");
    return samples.every((sample) => sample === null)
      ? []
      : [`${at} is ${typeOf(value)}; samples have ${types}`];
  }
  if (Array.isArray(value)) {
    if ((alike as unknown[][]).some((sample) => sample.length === 0)) return [];
    const items = (alike as unknown[][]).flat();
    return value.flatMap((item, index) => shapeFaults(item, items, `${at}[${index}]`));
  }
  if (typeof value !== "object") return [];
  if ((alike as Json[]).some((sample) => Object.keys(sample).length === 0)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = (alike as Json[]).filter((sample) => key in sample).map((sample) => sample[key]);
    return inside.length === 0
      ? [`${at}.${key}: no sample has it`]
      : shapeFaults(inner, inside, `${at}.${key}`);
  });
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}
