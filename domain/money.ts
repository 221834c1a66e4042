declare const centsBrand: unique symbol;

/** An amount of money in whole cents. Always a safe integer; the currency stands beside it. */
export type Cents = number & { readonly [centsBrand]: true };

/**
 * Brands a number as cents.
 * @throws RangeError when it isn't a safe integer
 */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not a whole number of cents: ${amount}`);
  // The one place where a checked number becomes Cents. Adding zero turns -0 into 0.
  return (amount + 0) as Cents;
}

/** No money. */
export const ZERO_CENTS = cents(0);

/**
 * Reads an amount as a person writes it: `1850`, `1,850.00`, `$1,850.5`, `-12.34`.
 * @throws RangeError on anything else, and on fractions of a cent
 */
export function parseCents(text: string): Cents {
  const match = /^(-)?\$?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) throw new RangeError(`Not an amount of money: ${text}`);
  const whole = Number((match[2] ?? '').replaceAll(',', ''));
  const fraction = Number((match[3] ?? '').padEnd(2, '0'));
  const amount = whole * 100 + fraction;
  return cents(match[1] ? -amount : amount);
}

/** Adds two amounts. */
export function addCents(a: Cents, b: Cents): Cents {
  return cents(a + b);
}

/** Takes the second amount from the first. */
export function subtractCents(a: Cents, b: Cents): Cents {
  return cents(a - b);
}

/** The amount with the other sign. */
export function negateCents(amount: Cents): Cents {
  return cents(-amount);
}

/** The sum of any number of amounts; zero of none. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = ZERO_CENTS;
  for (const amount of amounts) sum = addCents(sum, amount);
  return sum;
}

/** The smaller of two amounts. */
export function minCents(a: Cents, b: Cents): Cents {
  return a < b ? a : b;
}

/** The larger of two amounts. */
export function maxCents(a: Cents, b: Cents): Cents {
  return a > b ? a : b;
}

/**
 * The one rounding rule of Tenure, `half up`: a tie goes away from zero, so that the reversal of an amount
 * is exactly its negative. Exact at any size (the product is taken in big integers).
 * @returns amount × numerator ÷ denominator, rounded
 */
export function multiplyRoundedHalfUp(amount: Cents, numerator: number, denominator: number): Cents {
  return roundHalfUp(BigInt(amount) * BigInt(numerator), BigInt(denominator));
}

/** Rounds the fraction numerator ÷ denominator (denominator above zero) half up, ties away from zero. */
export function roundHalfUp(numerator: bigint, denominator: bigint): Cents {
  if (denominator <= 0n) throw new RangeError('A share needs a denominator above zero');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return cents(Number(numerator < 0n ? -rounded : rounded));
}

/** A percentage of an amount in basis points (500 is 5%), rounded half up. */
export function percentOf(amount: Cents, basisPoints: number): Cents {
  return multiplyRoundedHalfUp(amount, basisPoints, 10_000);
}

/**
 * Splits an amount in proportion to whole-number shares by largest remainder: the parts always sum to the whole,
 * none is more than a cent from its exact share, and equal remainders go to the earlier share.
 * @param shares non-negative safe integers, at least one above zero
 */
export function splitByShares(total: Cents, shares: readonly number[]): Cents[] {
  if (shares.some((share) => !Number.isSafeInteger(share) || share < 0)) {
    throw new RangeError('Shares are whole numbers of zero or more');
  }
  const shareSum = shares.reduce((sum, share) => sum + BigInt(share), 0n);
  if (shareSum === 0n) throw new RangeError('At least one share must be above zero');
  const magnitude = BigInt(Math.abs(total));
  const parts = shares.map((share, index) => {
    const product = magnitude * BigInt(share);
    return { index, floor: product / shareSum, remainder: product % shareSum };
  });
  const left = Number(magnitude - parts.reduce((sum, part) => sum + part.floor, 0n));
  const byRemainder = [...parts].sort((a, b) => {
    if (a.remainder === b.remainder) return a.index - b.index;
    return a.remainder > b.remainder ? -1 : 1;
  });
  const roundedUp = new Set(byRemainder.slice(0, left).map((part) => part.index));
  const sign = total < 0 ? -1 : 1;
  return parts.map((part) => cents(sign * (Number(part.floor) + (roundedUp.has(part.index) ? 1 : 0))));
}

/** Splits an amount into equal parts; odd cents go to the first ones. */
export function splitEvenly(total: Cents, parts: number): Cents[] {
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError('An amount is split into one part or more');
  return splitByShares(total, new Array<number>(parts).fill(1));
}

const formats = new Map<string, Intl.NumberFormat>();

/** Made once: making one costs many times its use. */
function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, format);
  return format;
}

/** An amount as people read it, such as `$1,850.00`. */
export function formatMoney(amount: Cents, currency = 'USD', locale = 'en-US'): string {
  return formatOf(locale, currency).format(amount / 100);
}
