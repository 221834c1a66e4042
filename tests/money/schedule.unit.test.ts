import fc from 'fast-check';
import { isBankDay } from '../../domain/bank-days';
import { addDays, daysInPeriod, type PlainDateString, periodOf } from '../../domain/calendar';
import { explainCharge } from '../../domain/charge-explanation';
import { rentTermsOf } from '../../domain/lease-terms';
import { cents } from '../../domain/money';
import { scheduleOf } from '../../domain/rent-schedule';
import { type AnyTerms, anyTerms } from './support/any-terms';

/** The schedule once more, written another way: day by day, in fractions, with a purse for each credit. */
function naiveSchedule(lease: AnyTerms): string[] {
  const { startsOn, endsOn, paymentSchedule: plan } = lease;
  const purses = plan.credits.map((credit) => ({ left: credit.amount_cents as number, until: credit.expires_on }));
  const months = new Map<string, PlainDateString[]>();
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    months.set(periodOf(day), [...(months.get(periodOf(day)) ?? []), day]);
  }
  const rentOf = (day: string): number =>
    [...plan.rent_steps]
      .sort((a, b) => (a.effective_on < b.effective_on ? 1 : -1))
      .find((step) => step.effective_on <= day)?.rent_cents ?? lease.rentCents;
  const lines = lease.depositCents > 0 ? [`${periodOf(startsOn)} deposit ${startsOn} ${lease.depositCents}`] : [];
  for (const [period, days] of months) {
    const price = (some: readonly string[], monthly: (day: string) => number): number => {
      const sum = some.reduce((total, day) => total + BigInt(monthly(day)), 0n);
      const inMonth = BigInt(daysInPeriod(periodOf(days[0] ?? startsOn)));
      const isWhole = BigInt(some.length) === inMonth;
      if (isWhole || plan.proration === 'actual_days') return round(sum, inMonth);
      if (plan.proration === 'year_365') return round(sum * 12n, 365n);
      return round(sum, some.length > 30 ? BigInt(some.length) : 30n);
    };
    const due = dueOf(lease, period);
    let rent = price(days, rentOf);
    const gross = rent;
    for (const item of plan.concessions) {
      const free = days.filter((day) => day >= item.starts_on && day <= item.ends_on);
      if (free.length === 0) continue;
      const off =
        item.kind === 'amount'
          ? price(free, () => item.monthly_cents)
          : round(
              BigInt(free.length === days.length ? gross : price(free, rentOf)) * BigInt(item.basis_points),
              10_000n,
            );
      rent -= Math.min(rent, off);
    }
    for (const purse of purses) {
      if (due > purse.until) continue;
      const off = Math.min(rent, purse.left);
      purse.left -= off;
      rent -= off;
    }
    if (rent > 0) lines.push(`${period} rent ${due} ${rent}`);
    for (const item of plan.recurring) {
      const some = days.filter((day) => day >= (item.starts_on ?? day) && day <= (item.ends_on ?? day));
      const amount = some.length === 0 ? 0 : price(some, () => item.amount_cents);
      if (amount > 0) lines.push(`${period} ${item.kind} ${due} ${amount}`);
    }
  }
  return lines;
}

function round(numerator: bigint, denominator: bigint): number {
  const [whole, rest] = [numerator / denominator, numerator % denominator];
  return Number(rest * 2n >= denominator ? whole + 1n : whole);
}

/** The due day, or the month's last where it has none such; then away from closed banks; never outside the lease. */
function dueOf({ startsOn, endsOn, dueDay, paymentSchedule }: AnyTerms, period: string): string {
  if (startsOn.startsWith(period)) return startsOn;
  const last = new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 0)).getUTCDate();
  let day = `${period}-${String(Math.min(dueDay, last)).padStart(2, '0')}` as PlainDateString;
  const step = { stands: 0, next_bank_day: 1, previous_bank_day: -1 }[paymentSchedule.due_date_moves];
  while (step !== 0 && !isBankDay(day)) day = addDays(day, step);
  if (day > endsOn) return endsOn;
  return day < startsOn ? startsOn : day;
}

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);
const termsOf = (lease: AnyTerms) =>
  rentTermsOf({ ...lease, rentCents: cents(lease.rentCents), depositCents: cents(lease.depositCents) });

test('a schedule is what a day-by-day count says, whatever the terms', () => {
  fc.assert(
    fc.property(anyTerms(), (lease) => {
      const schedule = scheduleOf(termsOf(lease));
      expect(schedule.map((c) => `${c.period} ${c.kind} ${c.dueOn} ${c.amountCents}`)).toEqual(naiveSchedule(lease));
    }),
    { numRuns: RUNS },
  );
});

test('the steps of every explanation add up to the charge, in both languages', () => {
  fc.assert(
    fc.property(anyTerms(), fc.constantFrom('en' as const, 'es' as const), (lease, locale) => {
      for (const charge of scheduleOf(termsOf(lease))) {
        const { steps, rule } = explainCharge(charge, locale);
        const amounts = steps.flatMap(({ amountCents }) => (amountCents === null ? [] : [amountCents]));
        if (charge.kind !== 'deposit') expect(amounts.reduce((a, b) => a + b, 0)).toBe(charge.amountCents);
        expect([steps.length > 0, rule?.name]).toEqual([true, charge.rule.name]);
      }
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});
