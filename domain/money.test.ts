import fc from 'fast-check';
import {
  addCents,
  cents,
  formatMoney,
  multiplyRoundedHalfUp,
  negateCents,
  parseCents,
  percentOf,
  splitByShares,
  splitEvenly,
  sumCents,
} from './money';

const amounts = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }).map(cents);
const shareLists = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
  .filter((shares) => shares.some((share) => share > 0));

describe('cents', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %s', (amount) => {
    expect(() => cents(amount)).toThrow(RangeError);
  });

  it('never is minus zero', () => {
    expect(Object.is(cents(-0), 0)).toBe(true);
    expect(Object.is(negateCents(cents(0)), 0)).toBe(true);
  });

  it('refuses a sum that no safe integer holds', () => {
    const most = cents(Number.MAX_SAFE_INTEGER);
    expect(() => addCents(most, cents(1))).toThrow(RangeError);
  });
});

describe('parseCents', () => {
  it.each([
    ['1850', 185_000],
    ['1,850.00', 185_000],
    ['$1,850.5', 185_050],
    ['-12.34', -1234],
    [' 0.07 ', 7],
  ])('reads %s', (text, expected) => {
    expect(parseCents(text)).toBe(expected);
  });

  it.each(['', '1.234', '1,85', '12,34.00', '1e3', '--1', '$', '1.', '.5'])('refuses %j', (text) => {
    expect(() => parseCents(text)).toThrow(RangeError);
  });

  it('reads back what formatMoney writes', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseCents(formatMoney(amount))).toBe(amount);
      }),
    );
  });
});

describe('rounding', () => {
  it.each([
    [1, 5000, 1],
    [-1, 5000, -1],
    [1, 4999, 0],
    [185_000, 500, 9250],
    [333, 50, 2],
  ])('%i cents at %i basis points is %i', (amount, basisPoints, expected) => {
    expect(percentOf(cents(amount), basisPoints)).toBe(expected);
  });

  it('is off by half a cent at most, and a reversal is exactly the negative', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }), (amount, up, down) => {
        const rounded = multiplyRoundedHalfUp(amount, up, down);
        const doubledError = 2n * (BigInt(rounded) * BigInt(down) - BigInt(amount) * BigInt(up));
        expect(doubledError <= BigInt(down) && doubledError >= -BigInt(down)).toBe(true);
        expect(multiplyRoundedHalfUp(negateCents(amount), up, down)).toBe(negateCents(rounded));
      }),
    );
  });
});

describe('splits', () => {
  it('shares $1,850.00 among three with the odd cents to the first', () => {
    expect(splitEvenly(cents(185_000), 3)).toEqual([61_667, 61_667, 61_666]);
  });

  it('always sum to the whole, each within a cent of its exact share, and zero shares get nothing', () => {
    fc.assert(
      fc.property(amounts, shareLists, (total, shares) => {
        const parts = splitByShares(total, shares);
        const shareSum = shares.reduce((sum, share) => sum + share, 0);
        expect(sumCents(parts)).toBe(total);
        parts.forEach((part, index) => {
          const share = shares[index] ?? 0;
          const error = BigInt(part) * BigInt(shareSum) - BigInt(total) * BigInt(share);
          expect(error < BigInt(shareSum) && error > -BigInt(shareSum)).toBe(true);
          if (share === 0) expect(part).toBe(0);
        });
      }),
    );
  });

  it('give equal shares the same within a cent, the earlier never less', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.integer({ min: 1, max: 50 }), (total, count) => {
        const parts = splitEvenly(cents(total), count);
        expect(parts).toEqual([...parts].sort((a, b) => b - a));
        expect((parts[0] ?? 0) - (parts.at(-1) ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]]])('refuse the shares %j', (shares) => {
    expect(() => splitByShares(cents(100), shares)).toThrow(RangeError);
  });
});

it('writes money as people read it', () => {
  expect(formatMoney(cents(185_000))).toBe('$1,850.00');
  expect(formatMoney(cents(-5))).toBe('-$0.05');
});
