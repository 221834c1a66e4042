import { z } from 'zod';
import type { DueDatePolicy } from './bank-days';
import { isPlainDate, type PlainDateString } from './calendar';
import { RECURRING_KINDS } from './charge-kinds';
import type { LateFeeFormula, LateFeeTerms } from './late-fee-formula';
import type { Cents } from './money';
import { PARTIAL_POLICIES, type PartialPayments } from './partial-payments';
import type { RentTerms } from './rent-schedule';

const date = z.iso
  .date({ error: 'must be a date such as 2026-12-01', abort: true })
  .refine(isPlainDate, { error: 'must be a date of the years 1900 to 2999' })
  .transform((text) => text as PlainDateString);
const amount = z
  .int()
  .min(0)
  .max(100_000_000)
  .transform((value) => value as Cents);

const tier = z.object({ from_days_late: z.int().min(1).max(120), amount_cents: amount });
const label = z.string().trim().min(1).max(60);

/** What the lease's payment_schedule column holds, beside its own columns for rent, due day, dates and deposit. */
export const paymentScheduleSchema = z.object({
  proration: z.enum(['actual_days', 'thirty_day_month', 'year_365']).default('actual_days'),
  due_date_moves: z.enum(['stands', 'next_bank_day', 'previous_bank_day']).default('stands'),
  recurring: z
    .array(
      z.object({
        kind: z.enum(RECURRING_KINDS),
        label,
        amount_cents: amount,
        starts_on: date.optional(),
        ends_on: date.optional(),
      }),
    )
    .max(20)
    .default([]),
  rent_steps: z
    .array(z.object({ effective_on: date, rent_cents: amount }))
    .max(24)
    .default([]),
  /** Off rent for the days from `starts_on` to `ends_on`, both counted. */
  concessions: z
    .array(
      z
        .discriminatedUnion('kind', [
          z.object({ kind: z.literal('amount'), label, monthly_cents: amount, starts_on: date, ends_on: date }),
          z.object({
            kind: z.literal('percent'),
            label,
            basis_points: z.int().min(1).max(10_000),
            starts_on: date,
            ends_on: date,
          }),
        ])
        .refine((item) => item.ends_on >= item.starts_on, {
          error: 'must not end before it begins',
          path: ['ends_on'],
        }),
    )
    .max(12)
    .default([]),
  /** Once off the rents that fall due by `expires_on`. */
  credits: z
    .array(z.object({ label, amount_cents: amount, starts_on: date.optional(), expires_on: date }))
    .max(12)
    .default([]),
});
export type PaymentSchedule = z.output<typeof paymentScheduleSchema>;

/** How late fees are computed: once, by the day up to a most, or by steps. */
export const lateFeeSchema = z.object({
  grace_days: z.int().min(0).max(60),
  formula: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('flat'), amount_cents: amount }),
    z.object({
      kind: z.literal('percent'),
      basis_points: z.int().min(1).max(5_000),
      of: z.enum(['monthly_rent', 'past_due_rent']).default('monthly_rent'),
    }),
    z.object({ kind: z.literal('daily'), first_cents: amount, per_day_cents: amount, max_cents: amount }),
    z.object({ kind: z.literal('tiered'), tiers: z.array(tier).min(1).max(8) }),
  ]),
});
export type LateFeeSetting = z.output<typeof lateFeeSchema>;

/** What the lease's terms column holds: fees and house rules. */
export const leaseTermsSchema = z.object({
  late_fee: lateFeeSchema.nullable().default(null),
  nsf_fee_cents: amount.default(0 as Cents),
  partial_payments: z
    .object({ policy: z.enum(PARTIAL_POLICIES), minimum_cents: amount.default(0 as Cents) })
    .default({ policy: 'allowed', minimum_cents: 0 as Cents }),
  /** Interest that the lease agrees on the deposit, in basis points a year. */
  deposit_interest_bps: z.int().min(0).max(2_000).optional(),
  house_rules: z.array(z.string().max(500)).max(40).default([]),
});
export type LeaseTerms = z.output<typeof leaseTermsSchema>;

/** The columns of a lease that say what is due when. */
export type LeaseMoney = {
  rentCents: Cents;
  depositCents: Cents;
  dueDay: number;
  startsOn: PlainDateString;
  endsOn: PlainDateString | null;
  /** As stored; parsed here, so that a broken row stops its own lease and no other. */
  paymentSchedule: unknown;
};

/** The rules' view of a lease's money. @throws ZodError for a stored schedule that is not one */
export function rentTermsOf(lease: LeaseMoney): RentTerms {
  const schedule = paymentScheduleSchema.parse(lease.paymentSchedule);
  return {
    rentCents: lease.rentCents,
    depositCents: lease.depositCents,
    dueDay: lease.dueDay,
    startsOn: lease.startsOn,
    endsOn: lease.endsOn,
    prorationConvention: schedule.proration,
    dueDateMoves: schedule.due_date_moves satisfies DueDatePolicy,
    recurring: schedule.recurring.map((item) => ({
      kind: item.kind,
      label: item.label,
      amountCents: item.amount_cents,
      startsOn: item.starts_on,
      endsOn: item.ends_on,
    })),
    rentSteps: schedule.rent_steps.map((step) => ({ effectiveOn: step.effective_on, rentCents: step.rent_cents })),
    concessions: schedule.concessions.map(({ starts_on: startsOn, ends_on: endsOn, ...item }) =>
      item.kind === 'amount'
        ? { kind: item.kind, label: item.label, startsOn, endsOn, monthlyCents: item.monthly_cents }
        : { kind: item.kind, label: item.label, startsOn, endsOn, basisPoints: item.basis_points },
    ),
    credits: schedule.credits.map((credit) => ({
      label: credit.label,
      amountCents: credit.amount_cents,
      startsOn: credit.starts_on,
      expiresOn: credit.expires_on,
    })),
  };
}

/** The lease's late fee as the rule wants it, or null where the lease has none. */
export function lateFeeTermsOf(terms: unknown): LateFeeTerms | null {
  return lateFeeOf(leaseTermsSchema.parse(terms).late_fee);
}

/** A stored late fee as the rule wants it. */
export function lateFeeOf(fee: LateFeeSetting): LateFeeTerms;
export function lateFeeOf(fee: LateFeeSetting | null): LateFeeTerms | null;
export function lateFeeOf(fee: LateFeeSetting | null): LateFeeTerms | null {
  return fee === null ? null : { graceDays: fee.grace_days, formula: formulaOf(fee.formula) };
}

function formulaOf(formula: LateFeeSetting['formula']): LateFeeFormula {
  switch (formula.kind) {
    case 'flat':
      return { kind: 'flat', amountCents: formula.amount_cents };
    case 'percent':
      return { kind: 'percent', basisPoints: formula.basis_points, of: formula.of };
    case 'daily':
      return {
        kind: 'daily',
        firstCents: formula.first_cents,
        perDayCents: formula.per_day_cents,
        maxCents: formula.max_cents,
      };
    case 'tiered':
      return {
        kind: 'tiered',
        tiers: formula.tiers.map((each) => ({ fromDaysLate: each.from_days_late, amountCents: each.amount_cents })),
      };
  }
}

/** What the lease says about partial payments: allowed unless it says otherwise. */
export function partialPaymentsOf(terms: unknown): PartialPayments {
  const { policy, minimum_cents } = leaseTermsSchema.parse(terms).partial_payments;
  return { policy, minimumCents: minimum_cents };
}
