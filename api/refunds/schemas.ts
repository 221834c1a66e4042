import { z } from 'zod';
import { REFUND_METHODS } from '../../domain/refunds';
import { statesOf } from '../../domain/states';
import { amountCents, id, instant, pageQuery, plainDate, text } from '../http/schema';

export const newRefund = z.strictObject({
  amount_cents: amountCents({ max: 100_000_000 }).optional().meta({ description: 'All that is left where absent' }),
  currency: z.literal('USD').optional(),
  method: z
    .enum(REFUND_METHODS)
    .optional()
    .meta({ description: 'How it goes back; `original` where it came by card or bank debit' }),
  reason: text(300),
  note: text(500).optional().meta({ description: 'Such as a check number' }),
  void_charges: z
    .boolean()
    .default(false)
    .meta({ description: 'What had been paid with it is not owed any more; else it is owed again' }),
});

export const refundQuery = z.strictObject({
  ...pageQuery,
  lease_id: id('lease').optional(),
  payment_id: id('payment').optional(),
  status: z.enum(statesOf('refund')).optional(),
});

export const refundAnswer = z.object({
  object: z.literal('refund'),
  id: id('refund'),
  payment_id: id('payment'),
  lease_id: id('lease').nullable(),
  status: z.enum(statesOf('refund')),
  method: z.enum(REFUND_METHODS),
  amount_cents: z.int(),
  fee_cents: z.int().meta({ description: 'The card fee that goes back beside it' }),
  from_credit_cents: z.int().meta({ description: 'How much of it had been paid ahead' }),
  currency: z.string(),
  void_charges: z.boolean(),
  origin: z.enum(['tenure', 'vendor']).meta({ description: '`vendor`: made in the payment service’s own dashboard' }),
  reason: z.string(),
  note: z.string().nullable(),
  effective_on: plainDate(),
  failure_code: z.string().nullable(),
  failure_message: z.string().nullable(),
  created_at: instant,
  sent_at: instant.nullable(),
  resolved_at: instant.nullable(),
});
