import { z } from 'zod';
import type { DueDatePolicy } from './bank-days';
import type { PlainDateString } from './calendar';
import { RECURRING_KINDS } from './charge-kinds';
import type { LateFeeTerms } from './late-fees';
import type { Cents } from './money';
import type { RentTerms } from './rent-schedule';

const date = z.iso.date().transform((text) => text as PlainDateString);
const amount = z
  .int()
  .min(0)
  .max(100_000_000)
  .transform((value) => value as Cents);

/** What the lease's payment_schedule column holds, beside its own columns for rent, due day, dates and deposit. */
export const paymentScheduleSchema = z.object({
  proration: z.enum(['actual_days', 'thirty_day_month', 'year_365']).default('actual_days'),
  due_date_moves: z.enum(['stands', 'next_bank_day', 'previous_bank_day']).default('stands'),
  recurring: z
    .array(
      z.object({
        kind: z.enum(RECURRING_KINDS),
        label: z.string().min(1).max(60),
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
});
export type PaymentSchedule = z.output<typeof paymentScheduleSchema>;

/** What the lease's terms column holds: fees and house rules. */
export const leaseTermsSchema = z.object({
  late_fee: z
    .object({
      grace_days: z.int().min(0).max(60),
      formula: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('flat'), amount_cents: amount }),
        z.object({
          kind: z.literal('percent'),
          basis_points: z.int().min(1).max(5_000),
          of: z.enum(['monthly_rent', 'past_due_rent']).default('monthly_rent'),
        }),
      ]),
    })
    .nullable()
    .default(null),
  nsf_fee_cents: amount.default(0 as Cents),
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
  };
}

/** The lease's late fee as the rule wants it, or null where the lease has none. */
export function lateFeeTermsOf(terms: unknown): LateFeeTerms | null {
  const fee = leaseTermsSchema.parse(terms).late_fee;
  if (fee === null) return null;
  const { formula } = fee;
  return {
    graceDays: fee.grace_days,
    formula:
      formula.kind === 'flat'
        ? { kind: 'flat', amountCents: formula.amount_cents }
        : { kind: 'percent', basisPoints: formula.basis_points, of: formula.of },
  };
}
