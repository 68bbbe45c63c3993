const number = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** "1 person", "1,204 people". */
export function countOf(amount: number, one: string, many: string): string {
  return `${number.format(amount)} ${amount === 1 ? one : many}`;
}

/** A large amount in few characters: "12.5K". */
export function shortAmount(amount: number): string {
  return compact.format(amount);
}

/** An amount in full. */
export function fullAmount(amount: number): string {
  return number.format(amount);
}
