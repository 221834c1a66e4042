import { z } from 'zod';
import type { ChargeStory } from '../../store/charges/explain-charge';
import { id, instant, plainDate } from '../http/schema';

/** A charge's amount in steps, its rule, who paid it, what was forgiven. */
export const explanationAnswer = z
  .object({
    object: z.literal('charge_explanation'),
    charge_id: id('charge'),
    lease_id: id('lease'),
    kind: z.string(),
    label: z.string(),
    currency: z.string(),
    amount_cents: z.int(),
    open_cents: z.int(),
    due_on: plainDate(),
    steps: z.array(z.object({ text: z.string(), amount_cents: z.int().nullable() })),
    rule: z
      .object({
        name: z.string(),
        text: z.string(),
        cite: z.string().nullable(),
        confidence: z.string(),
        effective_from: z.string().nullable(),
        verified_on: z.string().nullable(),
      })
      .nullable(),
    inputs: z.record(z.string(), z.unknown()).nullable(),
    payments: z.array(
      z.object({
        payment_id: id('payment'),
        amount_cents: z.int(),
        effective_on: plainDate(),
        by: z.string(),
        in_transit: z.boolean(),
      }),
    ),
    taken_back: z.array(
      z.object({
        how: z.enum(['waive', 'void']),
        amount_cents: z.int(),
        reason: z.string(),
        at: instant,
        by: z.string().nullable(),
      }),
    ),
    shares: z
      .array(z.object({ tenant_id: id('tenant'), name: z.string(), amount_cents: z.int() }))
      .meta({ description: 'Who pays which part of it; every tenant is liable for all of it' }),
  })
  .meta({ id: 'ChargeExplanation' });

/** A charge's story as it is answered. */
export function serializeStory({ charge, explanation, paid, takenBack, shares }: ChargeStory) {
  return {
    object: 'charge_explanation' as const,
    charge_id: charge.id,
    lease_id: charge.lease_id,
    kind: charge.kind,
    label: charge.label,
    currency: charge.currency,
    amount_cents: Number(charge.amount),
    open_cents: Number(charge.open),
    due_on: charge.due_on,
    steps: explanation.steps.map(({ text, amountCents }) => ({ text, amount_cents: amountCents })),
    rule: explanation.rule,
    inputs: explanation.inputs,
    payments: paid.map((part) => ({
      payment_id: part.paymentId,
      amount_cents: part.amountCents,
      effective_on: part.effectiveOn,
      by: part.by,
      in_transit: part.status === 'processing',
    })),
    taken_back: takenBack.map(({ how, amountCents, reason, at, by }) => ({
      ...{ how, reason, by },
      amount_cents: amountCents,
      at: at.toISOString(),
    })),
    shares: shares.map(({ tenantId, name, amountCents }) => ({ tenant_id: tenantId, name, amount_cents: amountCents })),
  } satisfies z.input<typeof explanationAnswer>;
}
