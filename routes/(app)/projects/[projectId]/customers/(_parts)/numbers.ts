const whole = new Intl.NumberFormat("en-US");

/** A number with its thousands parted. */
export function numberText(value: number): string {
  return whole.format(value);
}

/** An amount of money without cents; the code of an unknown currency stands before it. */
export function moneyText(value: number, currency: string): string {
  try {
    return new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
      maximumFractionDigits: 0,
    }).format(value);
  } catch {
    return `${currency} ${whole.format(value)}`;
  }
}

/** How many a list shows of how many: "1,204 contacts", "At least 2,000 contacts". */
export function totalText(total: number, isExact: boolean, one: string, many: string): string {
  const amount = `${whole.format(total)} ${total === 1 ? one : many}`;
  return isExact ? amount : `At least ${amount}`;
}
