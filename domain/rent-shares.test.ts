import fc from 'fast-check';
import { cents, sumCents } from './money';
import { type RentShare, sharesOf, splitProblems } from './rent-shares';

const bps = (tenantId: string, shareBps: number): RentShare => ({ tenantId, shareBps, shareCents: null });
const amount = (tenantId: string, shareCents: number): RentShare => ({
  tenantId,
  shareBps: null,
  shareCents: cents(shareCents),
});
const rent = cents(185_000);

test('a third each of $1,850.00 is a cent more for the first', () => {
  const thirds = [bps('a', 3_333), bps('b', 3_333), bps('c', 3_334)];
  expect(splitProblems(thirds, rent)).toEqual([]);
  expect(sumCents(sharesOf(rent, thirds).map(({ amountCents }) => amountCents))).toBe(rent);
  const even = [amount('a', 1), amount('b', 1), amount('c', 1)];
  expect(sharesOf(rent, even).map(({ amountCents }) => amountCents)).toEqual([61_667, 61_667, 61_666]);
});

test.each([
  ['parts that are not the whole', [bps('a', 5_000), bps('b', 4_999)], 'must sum to 10000, not 9999'],
  ['amounts that are not the rent', [amount('a', 100_000), amount('b', 85_001)], 'must sum to 185000, not 185001'],
  ['two kinds at once', [bps('a', 5_000), amount('b', 92_500)], 'must be all in basis points or all in cents'],
  ['somebody left out', [bps('a', 10_000), { ...bps('b', 0), shareBps: null }], 'must name a part for every tenant'],
])('refuses %s', (_what, shares, reason) => {
  expect(splitProblems(shares, rent)[0]?.reason).toContain(reason);
});

test('no split is no share, and nothing is wrong with it', () => {
  const none = [{ ...bps('a', 0), shareBps: null }];
  expect(splitProblems(none, rent)).toEqual([]);
  expect(sharesOf(rent, none)).toEqual([]);
});

test('the parts of any amount sum to it, whatever the split', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.array(fc.nat(10_000), { minLength: 1, maxLength: 8 }).filter((parts) => parts.some((part) => part > 0)),
      (whole, parts) => {
        const shares = sharesOf(
          cents(whole),
          parts.map((part, index) => bps(`t${index}`, part)),
        );
        expect(sumCents(shares.map(({ amountCents }) => amountCents))).toBe(whole);
        for (const { amountCents } of shares) expect(amountCents).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
