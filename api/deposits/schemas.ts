import { z } from 'zod';
import { statesOf } from '../../domain/states';
import { RETURN_METHODS } from '../../store/deposits/return-deposit';
import { amountCents, id, instant, pageQuery, plainDate, text } from '../http/schema';

export const oneLease = z.strictObject({ id: id('lease') });

export const depositQuery = z.strictObject({ ...pageQuery, status: z.enum(statesOf('deposit')).optional() });

const proof = z.strictObject({ media_id: id('media'), kind: z.enum(['photo', 'receipt']).default('photo') });
const amount = amountCents({ max: 100_000_000 });

export const newDeduction = z.strictObject({
  amount_cents: amount,
  currency: z.literal('USD').optional(),
  reason: text(300).meta({ description: 'Why, in words for the tenants: it stands in their statement' }),
  charge_id: id('charge')
    .optional()
    .meta({ description: 'The open charge that it pays; without one it is for damage' }),
  on: plainDate().optional(),
  proofs: z.array(proof).max(20).default([]),
});

export const voidBody = z.strictObject({ deduction_id: id('depositMovement'), reason: text(300) });

export const newReturn = z.strictObject({
  amount_cents: amount.optional().meta({ description: 'All that is there, with the interest due, where absent' }),
  currency: z.literal('USD').optional(),
  method: z.enum(RETURN_METHODS).meta({ description: '`original`: to the cards and accounts that it came from' }),
  to: z
    .enum(['first_tenant', 'tenant', 'shares'])
    .default('first_tenant')
    .meta({ description: '`shares`: to every tenant by their share' }),
  tenant_id: id('tenant').optional(),
  reference: text(120).optional().meta({ description: 'Such as a check number' }),
  address: text(300).optional(),
  on: plainDate().optional(),
});

export const newTransfer = z.strictObject({
  to_lease_id: id('lease'),
  amount_cents: amount.optional().meta({ description: 'As much as the next lease’s deposit needs, where absent' }),
  currency: z.literal('USD').optional(),
});

export const interestBody = z.strictObject({ through: plainDate().optional() });
export const interestQuery = z.strictObject({ through: plainDate().optional() });

export const depositChangeBody = z
  .strictObject({ moved_out_on: plainDate().optional(), forwarding_address: text(300).nullable().optional() })
  .refine((body) => Object.keys(body).length > 0, { error: 'must change something' });

const rule = z.object({ text: z.string(), source: z.string(), confidence: z.string(), warnings: z.array(z.string()) });

const line = z.object({
  object: z.literal('deposit_movement'),
  id: id('depositMovement'),
  kind: z.enum(['interest', 'deduction', 'return', 'return_failed', 'transfer']),
  status: z.enum(statesOf('deposit_movement')),
  amount_cents: z.int(),
  effective_on: plainDate(),
  reason: z.string().nullable(),
  purpose: z.enum(['damage', 'charge']).nullable(),
  charge_id: id('charge').nullable(),
  charge_label: z.string().nullable(),
  tenant: z.object({ id: id('tenant'), name: z.string() }).nullable(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  address: z.string().nullable(),
  refund_id: id('refund').nullable(),
  refund_status: z.string().nullable(),
  to_lease_id: id('lease').nullable(),
  from_on: plainDate().nullable(),
  to_on: plainDate().nullable(),
  proofs: z.array(z.object({ media_id: id('media'), kind: z.enum(['photo', 'receipt']) })),
  created_at: instant,
  void_reason: z.string().nullable(),
});

export const depositAnswer = z
  .object({
    object: z.literal('deposit'),
    id: id('deposit'),
    lease_id: id('lease'),
    status: z.enum(statesOf('deposit')),
    currency: z.literal('USD'),
    received_cents: z.int(),
    interest_cents: z.int(),
    deducted_cents: z.int(),
    returned_cents: z.int(),
    transferred_cents: z.int(),
    held_cents: z.int(),
    in_transit_cents: z.int().meta({ description: 'Of what is held: still on its way between banks' }),
    moved_out_on: plainDate().nullable(),
    due_on: plainDate().nullable().meta({ description: 'By when it must be accounted for' }),
    days_left: z.int().nullable(),
    rule: rule.nullable(),
    forwarding_address: z.string().nullable(),
    statement_document_id: id('document').nullable(),
    statement_sent_at: instant.nullable(),
    settled_at: instant.nullable(),
    movements: z.array(line),
    warnings: z.array(z.object({ message: z.string(), cite: z.string(), confidence: z.string() })),
  })
  .meta({ id: 'Deposit' });

export const listedDepositAnswer = z.object({
  object: z.literal('deposit_summary'),
  id: id('deposit'),
  lease_id: id('lease'),
  status: z.enum(statesOf('deposit')),
  currency: z.literal('USD'),
  held_cents: z.int(),
  address: z.string(),
  tenants: z.array(z.string()),
  state: z.string(),
  moved_out_on: plainDate().nullable(),
  due_on: plainDate().nullable(),
  days_left: z.int().nullable(),
});

export const interestAnswer = z.object({
  object: z.literal('deposit_interest'),
  lease_id: id('lease'),
  amount_cents: z.int(),
  currency: z.literal('USD'),
  basis: z.enum(['lease', 'state', 'none']),
  basis_points: z.int(),
  from: plainDate().nullable(),
  through: plainDate(),
  spans: z.array(z.object({ from: plainDate(), to: plainDate(), days: z.int(), held_cents: z.int() })),
  rule: z.object({ text: z.string(), cite: z.string(), confidence: z.string() }).nullable(),
  warnings: z.array(z.string()),
});
