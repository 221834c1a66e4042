import fc from 'fast-check';
import { addDays, parsePlainDate } from './calendar';
import { LATE_FEE_RULES } from './jurisdictions/late-fees';
import { isFeeUndoneBy, type LateFeeFormula, type LateFeeTerms, type LateRent, lateFeeFor } from './late-fees';
import { cents } from './money';

const d = parsePlainDate;
const percent = (basisPoints: number): LateFeeTerms => ({
  graceDays: 4,
  formula: { kind: 'percent', basisPoints, of: 'monthly_rent' },
});
const flat = (amount: number, graceDays = 4): LateFeeTerms => ({
  graceDays,
  formula: { kind: 'flat', amountCents: cents(amount) },
});
const late = (state: string, today: string, more: Partial<LateRent> = {}): LateRent => ({
  state,
  dueOn: d('2026-11-01'),
  today: d(today),
  pastDueRentCents: cents(185_000),
  monthlyRentCents: cents(185_000),
  ...more,
});

describe('the first date on which a fee may be charged', () => {
  it.each([
    ['OH', 0, '2026-11-02'],
    ['OH', 4, '2026-11-06'],
    ['TX', 0, '2026-11-04'],
    ['NY', 0, '2026-11-07'],
    ['OR', 0, '2026-11-05'],
    ['NY', 10, '2026-11-12'],
  ])('in %s with %i grace days is %s', (state, graceDays, expected) => {
    expect(lateFeeFor(flat(5000, graceDays), late(state, '2026-11-02')).firstChargeableOn).toBe(expected);
  });

  it('comes before any fee', () => {
    expect(lateFeeFor(flat(5000), late('NY', '2026-11-06')).amountCents).toBe(0);
    expect(lateFeeFor(flat(5000), late('NY', '2026-11-07')).amountCents).toBe(5000);
  });
});

describe('the amount', () => {
  it('is 5% of $1,850.00 by the lease', () => {
    expect(lateFeeFor(percent(500), late('OH', '2026-11-06'))).toMatchObject({
      amountCents: 9250,
      rule: { source: 'the lease' },
      warnings: [],
    });
  });

  it('in New York is never above the lesser of $50 and 5%, and says so', () => {
    const result = lateFeeFor(percent(1000), late('NY', '2026-11-10'));
    expect(result.amountCents).toBe(5000);
    expect(result.rule).toMatchObject({ source: 'N.Y. Real Prop. Law 238-a', confidence: 'quoted' });
    const small = late('NY', '2026-11-10', { monthlyRentCents: cents(60_000), pastDueRentCents: cents(60_000) });
    expect(lateFeeFor(percent(1000), small).amountCents).toBe(3000);
  });

  it('in Texas stays in the safe harbor: 12% in a small building, 10% in a large or unknown one', () => {
    const today = '2026-11-10';
    expect(lateFeeFor(percent(1500), late('TX', today, { unitsInBuilding: 4 })).amountCents).toBe(22_200);
    expect(lateFeeFor(percent(1500), late('TX', today, { unitsInBuilding: 5 })).amountCents).toBe(18_500);
    expect(lateFeeFor(percent(1500), late('TX', today)).amountCents).toBe(18_500);
  });

  it('in Oregon may be 5% for each five days, or daily up to 6% of the flat amount', () => {
    expect(lateFeeFor(percent(2000), late('OR', '2026-11-06')).amountCents).toBe(9250);
    expect(lateFeeFor(percent(2000), late('OR', '2026-11-09')).amountCents).toBe(9250);
    expect(lateFeeFor(percent(2000), late('OR', '2026-11-10')).amountCents).toBe(18_500);
    const daily: LateFeeFormula = {
      kind: 'daily',
      firstCents: cents(5000),
      perDayCents: cents(1000),
      maxCents: cents(90_000),
    };
    expect(lateFeeFor({ graceDays: 3, formula: daily }, late('OR', '2026-11-06')).amountCents).toBe(5000 + 4 * 300);
  });

  it('in Oregon grows through the rental period only, and days that a plan paused are none of it', () => {
    const daily: LateFeeFormula = {
      kind: 'daily',
      firstCents: cents(5000),
      perDayCents: cents(300),
      maxCents: cents(90_000),
    };
    const fee = (formula: LateFeeFormula, today: string, pausedDays = 0) =>
      lateFeeFor({ graceDays: 3, formula }, late('OR', today, { pausedDays })).amountCents;
    expect([fee(daily, '2026-11-30'), fee(daily, '2026-12-01'), fee(daily, '2027-02-20')]).toEqual(
      Array(3).fill(5000 + 28 * 300),
    );
    expect([fee(daily, '2026-11-30', 10), fee(daily, '2026-12-15', 10)]).toEqual(Array(2).fill(5000 + 18 * 300));
    const percentage: LateFeeFormula = { kind: 'percent', basisPoints: 9000, of: 'monthly_rent' };
    expect([fee(percentage, '2026-11-30'), fee(percentage, '2026-12-31')]).toEqual([55_500, 55_500]);
  });

  it('grows by the day up to its limit, and by steps', () => {
    const daily: LateFeeFormula = {
      kind: 'daily',
      firstCents: cents(2500),
      perDayCents: cents(500),
      maxCents: cents(5000),
    };
    const fee = (today: string) => lateFeeFor({ graceDays: 0, formula: daily }, late('OH', today)).amountCents;
    expect([fee('2026-11-02'), fee('2026-11-03'), fee('2026-11-30')]).toEqual([2500, 3000, 5000]);
    const tiers = [
      { fromDaysLate: 3, amountCents: cents(2500) },
      { fromDaysLate: 10, amountCents: cents(7500) },
    ];
    const steps = (today: string) =>
      lateFeeFor({ graceDays: 0, formula: { kind: 'tiered', tiers } }, late('OH', today)).amountCents;
    expect([steps('2026-11-03'), steps('2026-11-04'), steps('2026-11-11')]).toEqual([0, 2500, 7500]);
  });

  it('is nothing where no rent is late: a fee bears no fee', () => {
    expect(lateFeeFor(percent(500), late('OH', '2026-12-01', { pastDueRentCents: cents(0) })).amountCents).toBe(0);
  });
});

describe('a rule that nobody held against the law', () => {
  it('warns with its source and changes nothing', () => {
    const result = lateFeeFor(percent(500), late('WA', '2026-11-06'));
    expect(result).toMatchObject({ amountCents: 9250, firstChargeableOn: '2026-11-06' });
    expect(result.warnings.join(' ')).toMatch(/RCW 59\.18\.170.*only from 2026-11-07.*secondary source/);
  });

  it('says nothing where the lease stays within it', () => {
    expect(lateFeeFor(flat(5000, 7), late('CO', '2026-11-20')).warnings).toEqual([]);
  });

  it('warns of an amount above the cap', () => {
    expect(lateFeeFor(percent(1000), late('ME', '2026-12-20')).warnings.join(' ')).toContain('$74.00');
  });
});

describe('always', () => {
  const formulas = fc.oneof(
    fc.record({ kind: fc.constant('flat' as const), amountCents: fc.nat(50_000).map(cents) }),
    fc.record({
      kind: fc.constant('percent' as const),
      basisPoints: fc.nat(3000),
      of: fc.constantFrom('monthly_rent' as const, 'past_due_rent' as const),
    }),
    fc.record({
      kind: fc.constant('daily' as const),
      firstCents: fc.nat(9000).map(cents),
      perDayCents: fc.nat(3000).map(cents),
      maxCents: fc.nat(60_000).map(cents),
    }),
  );
  const states = fc.constantFrom('OH', ...LATE_FEE_RULES.map((rule) => rule.state));

  it('nothing is charged before the first date, never negative, and it never shrinks as days pass', () => {
    fc.assert(
      fc.property(
        formulas,
        states,
        fc.nat(20),
        fc.nat(60),
        fc.integer({ min: 1, max: 400_000 }),
        (formula, state, graceDays, days, rent) => {
          const on = (today: string) =>
            lateFeeFor(
              { graceDays, formula },
              late(state, today, { monthlyRentCents: cents(rent), pastDueRentCents: cents(rent) }),
            );
          const today = addDays(d('2026-11-01'), days);
          const result = on(today);
          expect(result.amountCents).toBeGreaterThanOrEqual(0);
          if (today < result.firstChargeableOn) expect(result.amountCents).toBe(0);
          expect(on(addDays(today, 1)).amountCents).toBeGreaterThanOrEqual(result.amountCents);
          if (state === 'NY') expect(result.amountCents).toBeLessThanOrEqual(5000);
        },
      ),
    );
  });
});

it('goes when a payment that counts from before its first date covers the rent after all', () => {
  expect(isFeeUndoneBy(d('2026-11-07'), d('2026-11-06'))).toBe(true);
  expect(isFeeUndoneBy(d('2026-11-07'), d('2026-11-07'))).toBe(false);
});

test('days under a payment plan do not count toward a fee that grows, and do not shift a flat one', () => {
  const late = {
    state: 'XX',
    dueOn: parsePlainDate('2026-03-01'),
    today: parsePlainDate('2026-03-21'),
    pastDueRentCents: cents(100_000),
    monthlyRentCents: cents(100_000),
  };
  const fee = (formula: LateFeeFormula, pausedDays: number) =>
    lateFeeFor({ graceDays: 3, formula }, { ...late, pausedDays });
  const daily = { kind: 'daily', firstCents: cents(2_000), perDayCents: cents(500), maxCents: cents(50_000) } as const;
  expect(fee(daily, 0).amountCents).toBe(11_500);
  expect(fee(daily, 14).amountCents).toBe(4_500);
  expect(fee(daily, 14).rule.inputs).toMatchObject({ days_late: 6, paused_days: 14 });
  const tiers = [
    { fromDaysLate: 4, amountCents: cents(1_000) },
    { fromDaysLate: 15, amountCents: cents(3_000) },
  ];
  expect(fee({ kind: 'tiered', tiers }, 0).amountCents).toBe(3_000);
  expect(fee({ kind: 'tiered', tiers }, 14).amountCents).toBe(1_000);
  expect(fee({ kind: 'flat', amountCents: cents(5_000) }, 14).amountCents).toBe(5_000);
});
