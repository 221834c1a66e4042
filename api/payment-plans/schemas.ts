import { z } from 'zod';
import { PLAN_LIMITS, PLAN_STEPS } from '../../domain/payment-plans';
import { statesOf } from '../../domain/states';
import { amountCents, id, instant, pageQuery, plainDate, text, whole } from '../http/schema';

const amount = () => amountCents({ max: 100_000_000 });
const schedule = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('dates'),
      installments: z
        .array(z.strictObject({ due_on: plainDate(), amount_cents: amount() }))
        .min(1)
        .max(PLAN_LIMITS.installments),
    }),
    z.strictObject({
      kind: z.literal('split'),
      count: whole(1, PLAN_LIMITS.installments - 1),
      every: z.enum(PLAN_STEPS).default('month'),
      first_due_on: plainDate(),
      down_payment_cents: amountCents({ min: 0, max: 100_000_000 }).default(0),
    }),
  ])
  .meta({ description: 'Installments by date and cents, or split evenly by us; they sum to what is covered' });

export const planBody = z.strictObject({
  lease_id: id('lease'),
  charge_ids: z
    .array(id('charge'))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'What it covers; all that is past due where absent' }),
  schedule,
  grace_days: whole(0, PLAN_LIMITS.graceDays).optional(),
  accept_by: plainDate().optional(),
  currency: z.literal('USD').optional(),
  note: text(500).optional(),
});

export const planQuery = z.strictObject({
  ...pageQuery,
  lease_id: id('lease').optional(),
  status: z.enum(statesOf('payment_plan')).optional(),
});

export const cancelBody = z.strictObject({ reason: text(300) });

const charge = z.object({
  charge_id: id('charge'),
  label: z.string(),
  due_on: plainDate(),
  covered_cents: z.int(),
});

export const previewAnswer = z.object({
  object: z.literal('payment_plan_preview'),
  lease_id: id('lease'),
  covered_cents: z.int(),
  currency: z.string(),
  grace_days: z.int(),
  accept_by: plainDate(),
  charges: z.array(charge),
  installments: z.array(z.object({ number: z.int(), due_on: plainDate(), amount_cents: z.int() })),
  warnings: z.array(z.string()).meta({ description: 'What a rule that nobody has verified may say against it' }),
});

export const planAnswer = z.object({
  object: z.literal('payment_plan'),
  id: id('paymentPlan'),
  lease_id: id('lease'),
  status: z.enum(statesOf('payment_plan')),
  covered_cents: z.int(),
  paid_cents: z.int(),
  left_cents: z.int(),
  due_cents: z.int().meta({ description: 'What should have come by today and has not' }),
  currency: z.string(),
  grace_days: z.int(),
  offered_on: plainDate(),
  accept_by: plainDate(),
  note: z.string().nullable(),
  accepted_by: id('tenant').nullable(),
  accepted_by_name: z.string().nullable(),
  method_label: z.string().nullable().meta({ description: 'Charged by itself; null where each is paid by link' }),
  agreement: z.string().nullable().meta({ description: 'What the tenant agreed to, word for word' }),
  accepted_at: instant.nullable(),
  ended_at: instant.nullable(),
  end_reason: z.string().nullable(),
  created_at: instant,
  charges: z.array(charge.extend({ open_cents: z.int() })),
  installments: z.array(
    z.object({
      number: z.int(),
      due_on: plainDate(),
      amount_cents: z.int(),
      paid_cents: z.int(),
      status: z.enum(['paid', 'due', 'missed', 'upcoming']),
    }),
  ),
});
