import fc from 'fast-check';
import { addDays, parsePlainDate } from './calendar';
import { type LateFeeFormula, lateFeeFor, nextLateFeeOn } from './late-fees';
import { cents } from './money';

const DUE = parsePlainDate('2026-03-01');

type Day = { late: number; paused: number; monthly: number; open: number; small: boolean };

/** What the laws say that were read, in plain words once more: the first day after the due date, and the most. */
const LAWS: Readonly<Record<string, { from: number; most(day: Day, formula: LateFeeFormula): number }>> = {
  TX: { from: 3, most: ({ monthly, small }) => share(monthly, small ? 1_200 : 1_000) },
  NY: { from: 6, most: ({ monthly }) => Math.min(5_000, share(monthly, 500)) },
  OR: {
    from: 4,
    most({ late, paused, monthly }, formula) {
      // March has 31 days: the rental period's last is thirty days late.
      const grown = Array.from({ length: late }, (_, index) => index + 1).filter((day) => day + paused <= 30);
      if (formula.kind === 'percent') {
        const fives = grown.filter((day) => [9, 14, 19, 24, 29].includes(day)).length;
        return share(monthly, 500 * (1 + fives));
      }
      if (formula.kind !== 'daily') return Infinity;
      return formula.firstCents + grown.slice(1).length * share(formula.firstCents, 600);
    },
  },
};

/** So many hundredths of a percent, half a cent counting as one. */
function share(amount: number, basisPoints: number): number {
  const parts = amount * basisPoints;
  return (parts - (parts % 10_000)) / 10_000 + (parts % 10_000 >= 5_000 ? 1 : 0);
}

/** The lease's own fee, counted up day by day. */
function wanted(formula: LateFeeFormula, { late, monthly, open }: Day): number {
  if (formula.kind === 'flat') return formula.amountCents;
  if (formula.kind === 'percent') return share(formula.of === 'monthly_rent' ? monthly : open, formula.basisPoints);
  let fee = formula.kind === 'daily' ? Math.min(formula.firstCents, formula.maxCents) : 0;
  for (let day = 1; day <= late; day += 1) {
    if (formula.kind === 'daily' && day > 1) fee = Math.min(formula.maxCents, fee + formula.perDayCents);
    if (formula.kind === 'tiered') {
      for (const tier of formula.tiers) if (tier.fromDaysLate === day) fee = Math.max(fee, tier.amountCents);
    }
  }
  return fee;
}

const money = fc.nat(60_000).map(cents);
const formula: fc.Arbitrary<LateFeeFormula> = fc.oneof(
  fc.record({ kind: fc.constant('flat' as const), amountCents: money }),
  fc.record({
    kind: fc.constant('percent' as const),
    basisPoints: fc.nat(3_000),
    of: fc.constantFrom('monthly_rent' as const, 'past_due_rent' as const),
  }),
  fc.record({ kind: fc.constant('daily' as const), firstCents: money, perDayCents: money, maxCents: money }),
  fc.record({
    kind: fc.constant('tiered' as const),
    tiers: fc.array(fc.record({ fromDaysLate: fc.integer({ min: 1, max: 40 }), amountCents: money }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
);
const lease = fc.record({
  state: fc.constantFrom('TX', 'NY', 'OR', 'WA', 'OH'),
  formula,
  graceDays: fc.nat(12),
  monthly: fc.integer({ min: 1, max: 400_000 }),
  units: fc.constantFrom(undefined, 4, 5),
});
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay' as const), part: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bounce' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('plan' as const) }) },
);

type Lease = typeof lease extends fc.Arbitrary<infer Each> ? Each : never;
type Command = typeof command extends fc.Arbitrary<infer Each> ? Each : never;

/** One month's rent that is late, lived day by day: nothing but numbers of days since it was due. */
class LateMonth {
  private day = 0;
  private open: number;
  private late = 0;
  private paused = 0;
  private hasPlan = false;
  private readonly first: number;

  constructor(private readonly lease: Lease) {
    this.open = lease.monthly;
    this.first = Math.max(lease.graceDays + 1, LAWS[lease.state]?.from ?? 0);
  }

  live(told: Command): void {
    if (told.do === 'pay') this.open -= Math.ceil(this.open / told.part);
    else if (told.do === 'bounce') this.open = this.lease.monthly;
    else if (told.do === 'plan') this.hasPlan = !this.hasPlan;
    for (let day = 0; told.do === 'wait' && day < told.days; day += 1) {
      this.day += 1;
      if (this.hasPlan) this.paused += 1;
      else this.late += 1;
    }
  }

  feeIn(days: number): number {
    if (this.day + days < this.first || this.open === 0) return 0;
    const { formula, monthly, state, units = 5 } = this.lease;
    const day = { late: this.late + days, paused: this.paused, monthly, open: this.open, small: units <= 4 };
    return Math.min(wanted(formula, day), LAWS[state]?.most(day, formula) ?? Infinity);
  }

  agree(): void {
    const fee = lateFeeFor(...this.asked());
    expect([fee.firstChargeableOn, fee.amountCents]).toEqual([addDays(DUE, this.first), this.feeIn(0)]);
  }

  /** The next day on which it is more, should nothing happen. */
  agreeOnNext(): void {
    const now = this.feeIn(0);
    const next = Array.from({ length: 120 }, (_, index) => index + 1).find((days) => this.feeIn(days) > now);
    const on = next === undefined ? null : addDays(DUE, this.day + next);
    expect(nextLateFeeOn(...this.asked(), cents(now))).toBe(on);
  }

  private asked() {
    const { state, formula, graceDays, monthly, units } = this.lease;
    const days = { dueOn: DUE, today: addDays(DUE, this.day), pausedDays: this.paused };
    const rent = { monthlyRentCents: cents(monthly), pastDueRentCents: cents(this.open), unitsInBuilding: units };
    return [
      { graceDays, formula },
      { state, ...days, ...rent },
    ] as const;
  }
}

test('whatever is paid, comes back or is paused in whatever order, each day’s fee is what one counts on fingers', () => {
  fc.assert(
    fc.property(lease, fc.array(command, { maxLength: 12 }), (lease, commands) => {
      const month = new LateMonth(lease);
      for (const told of commands) {
        month.live(told);
        month.agree();
      }
    }),
  );
});

test('the day on which more may be charged next is the first on which one counts more', () => {
  fc.assert(
    fc.property(lease, fc.array(command, { maxLength: 6 }), (lease, commands) => {
      const month = new LateMonth(lease);
      for (const told of commands) month.live(told);
      month.agreeOnNext();
    }),
    { numRuns: 30 },
  );
});
