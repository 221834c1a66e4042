import { z } from 'zod';
import { statesOf } from '../../domain/states';
import { amountCents, id, instant, pageQuery, plainDate, text } from '../http/schema';

const common = { lease_id: id('lease'), amount_cents: amountCents({ max: 100_000_000 }) };

export const newPayment = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.enum(['cash', 'check', 'transfer']).meta({ description: 'Money that came outside of Tenure' }),
    ...common,
    tenant_id: id('tenant').optional(),
    effective_on: plainDate().optional(),
    note: text(500).optional(),
  }),
  z.strictObject({
    method: z.literal('stored').meta({ description: 'Charges a way to pay that the tenant has stored' }),
    ...common,
    tenant_id: id('tenant'),
    payment_method_id: id('paymentMethod'),
  }),
]);

export const paymentQuery = z.strictObject({
  ...pageQuery,
  lease_id: id('lease').optional(),
  status: z.enum(statesOf('payment')).optional(),
});

export const paymentAnswer = z.object({
  object: z.literal('payment'),
  id: id('payment'),
  lease_id: id('lease').nullable(),
  tenant_id: id('tenant').nullable(),
  status: z.enum(statesOf('payment')),
  kind: z.string(),
  method: z.string().nullable(),
  method_label: z.string(),
  amount_cents: z.int(),
  currency: z.string(),
  effective_on: plainDate(),
  failure_code: z.string().nullable(),
  failure_message: z.string().nullable(),
  note: z.string().nullable(),
  workflow_id: z.string().nullable(),
  created_at: instant,
  settled_at: instant.nullable(),
  reversed_at: instant.nullable(),
});

export const paymentRequestBody = z.strictObject({ tenant_id: id('tenant').optional() });
export const paymentRequestAnswer = z.object({
  object: z.literal('payment_request'),
  lease_id: id('lease'),
  asked: z.int(),
});

export const paymentMethodAnswer = z.object({
  object: z.literal('payment_method'),
  id: id('paymentMethod'),
  tenant_id: id('tenant'),
  kind: z.string(),
  brand: z.string().nullable(),
  last4: z.string(),
  expires_on: z.string().nullable(),
  status: z.string(),
  blocked_reason: z.string().nullable(),
  created_at: instant,
});
