import { daysInclusive, daysInPeriod, type Period } from './calendar';
import { type Cents, formatMoney } from './money';
import type { MonthShare, ProrationConvention } from './proration';
import type { Reduction } from './rent-concessions';
import type { DueDate, Span } from './rent-terms';

/** What a month's charge was computed from; snake case, since it is stored and answered as it stands. */
export type MonthInputs = {
  from: string;
  to: string;
  days: number;
  days_in_month: number;
  convention: ProrationConvention;
  parts: { monthly_cents: number; days: number }[];
  gross_cents: number;
  reductions: { kind: 'concession' | 'credit'; label: string; amount_cents: number }[];
  due_on: string;
  /** Where the lease moved the due date: the day it would have been. */
  due_moved_from: string | null;
};

/** How an amount of the schedule came about: name, one sentence, and what it was computed from. */
export type ScheduleRule =
  | { name: 'full_month' | 'prorated' | 'rent_step'; text: string; inputs: MonthInputs }
  | { name: 'deposit'; text: string; inputs: { deposit_cents: number } };

type Month = {
  period: Period;
  span: Span;
  shares: readonly MonthShare[];
  convention: ProrationConvention;
  due: DueDate;
  grossCents: Cents;
  reductions: readonly Reduction[];
};

/** The rule of a deposit by the lease. */
export function ruleOfDeposit(depositCents: Cents): ScheduleRule {
  const text = 'Security deposit by the lease, held for the tenant';
  return { name: 'deposit', text, inputs: { deposit_cents: depositCents } };
}

/** The rule of a month's charge, with its inputs. */
export function ruleOfMonth(month: Month): ScheduleRule {
  const { period, span, shares, convention, due, grossCents, reductions } = month;
  const { name, text } = basisOf(month);
  const less = reductions.map(({ label, amountCents }) => `${formatMoney(amountCents)} (${label})`);
  const inputs: MonthInputs = {
    from: span.from,
    to: span.to,
    days: daysInclusive(span.from, span.to),
    days_in_month: daysInPeriod(period),
    convention,
    parts: shares.map((share) => ({ monthly_cents: share.monthlyCents, days: share.days })),
    gross_cents: grossCents,
    reductions: reductions.map(({ kind, label, amountCents }) => ({ kind, label, amount_cents: amountCents })),
    due_on: due.on,
    due_moved_from: due.on === due.nominal ? null : due.nominal,
  };
  return { name, text: less.length === 0 ? text : `${text}; less ${less.join(' and ')}`, inputs };
}

function basisOf({ period, span, shares, convention }: Month) {
  const days = daysInclusive(span.from, span.to);
  if (shares.length > 1) {
    const parts = shares.map((share) => `${share.days} days at ${formatMoney(share.monthlyCents)}`).join(', ');
    return { name: 'rent_step' as const, text: `The rent changes within the month: ${parts}` };
  }
  if (days === daysInPeriod(period)) return { name: 'full_month' as const, text: 'A whole month' };
  const per = {
    actual_days: `of the month's ${daysInPeriod(period)}`,
    thirty_day_month: 'of a 30-day month',
    year_365: 'of a 365-day year',
  };
  const text = `${days} days, ${span.from} to ${span.to}, ${per[convention]}; both dates count`;
  return { name: 'prorated' as const, text };
}
