import fc from 'fast-check';
import { addDays, addMonths, daysInPeriod, firstDayOf, lastDayOf, parsePlainDate, periodOf } from './calendar';
import { addCents, cents } from './money';
import { PRORATION_CONVENTIONS, type ProrationConvention, prorate, prorateMonth } from './proration';

const rents = fc.integer({ min: 1, max: 2_000_000 }).map(cents);
const dates = fc.integer({ min: 0, max: 5000 }).map((days) => addDays(parsePlainDate('2020-01-01'), days));
const conventions = fc.constantFrom(...PRORATION_CONVENTIONS);
const d = parsePlainDate;

describe('proration by date', () => {
  it.each<[ProrationConvention, number]>([
    ['actual_days', 131_290],
    ['thirty_day_month', 135_667],
    ['year_365', 133_808],
  ])('10 to 31 January at $1,850.00 by %s', (convention, expected) => {
    expect(prorate(cents(185_000), d('2026-01-10'), d('2026-01-31'), convention)).toBe(expected);
  });

  it.each(PRORATION_CONVENTIONS)('charges whole months exactly by %s, February and leap years too', (convention) => {
    expect(prorate(cents(185_000), d('2026-02-01'), d('2026-02-28'), convention)).toBe(185_000);
    expect(prorate(cents(185_000), d('2028-01-01'), d('2028-12-31'), convention)).toBe(12 * 185_000);
  });

  it('charges 30 days of a 31-day month as the month by the 30-day convention, never more', () => {
    expect(prorate(cents(100_000), d('2026-01-02'), d('2026-01-31'), 'thirty_day_month')).toBe(100_000);
  });

  it('charges the one day of a lease that ends where it starts', () => {
    expect(prorate(cents(310_000), d('2026-01-05'), d('2026-01-05'), 'actual_days')).toBe(10_000);
  });

  it('refuses dates in the wrong order', () => {
    expect(() => prorate(cents(1), d('2026-01-02'), d('2026-01-01'), 'actual_days')).toThrow(RangeError);
  });
});

describe('proration always', () => {
  it('is more for more days, above nothing and never above the month', () => {
    fc.assert(
      fc.property(rents, dates, conventions, (rent, date, convention) => {
        const first = firstDayOf(periodOf(date));
        const some = prorate(rent, first, date, convention);
        const all = prorate(rent, first, lastDayOf(periodOf(date)), convention);
        expect(all).toBe(rent);
        expect(some).toBeGreaterThanOrEqual(0);
        expect(some).toBeLessThanOrEqual(rent);
        if (date < lastDayOf(periodOf(date))) {
          expect(prorate(rent, first, addDays(date, 1), convention)).toBeGreaterThanOrEqual(some);
        }
      }),
    );
  });

  it('adds up over month ends', () => {
    fc.assert(
      fc.property(rents, dates, fc.integer({ min: 1, max: 14 }), conventions, (rent, from, months, convention) => {
        const to = addMonths(from, months);
        const end = lastDayOf(periodOf(from));
        const parts = addCents(prorate(rent, from, end, convention), prorate(rent, addDays(end, 1), to, convention));
        expect(prorate(rent, from, to, convention)).toBe(parts);
      }),
    );
  });

  it('cut at any day of a month by actual days loses at most a cent', () => {
    fc.assert(
      fc.property(rents, dates, (rent, cut) => {
        const end = lastDayOf(periodOf(cut));
        fc.pre(cut < end);
        const before = prorate(rent, firstDayOf(periodOf(cut)), cut, 'actual_days');
        const after = prorate(rent, addDays(cut, 1), end, 'actual_days');
        expect(Math.abs(before + after - rent)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('shares a whole month between two rents, so that equal rents give exactly the rent', () => {
    fc.assert(
      fc.property(rents, dates, conventions, (rent, date, convention) => {
        const daysInMonth = daysInPeriod(periodOf(date));
        const days = Number(date.slice(8));
        const shares = [days, daysInMonth - days].map((each) => ({ monthlyCents: rent, days: each }));
        expect(prorateMonth(shares, daysInMonth, convention)).toBe(rent);
      }),
    );
  });
});
