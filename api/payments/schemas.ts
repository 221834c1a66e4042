import { z } from 'zod';
import { OFFLINE_METHODS } from '../../domain/ledger';
import { statesOf } from '../../domain/states';
import { amountCents, id, instant, pageQuery, plainDate, text } from '../http/schema';
import { ruleAnswer } from '../jurisdictions/finding';

const common = { lease_id: id('lease'), amount_cents: amountCents({ max: 100_000_000 }) };

export const newPayment = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.enum(OFFLINE_METHODS).meta({ description: 'Money that came outside of Tenure' }),
    ...common,
    tenant_id: id('tenant').optional(),
    effective_on: plainDate().optional(),
    note: text(500).optional(),
    receipt_media_id: id('media').optional().meta({
      description: 'A photo of the check, or of the receipt that was handed out; see `POST /media`',
    }),
  }),
  z.strictObject({
    method: z.literal('stored').meta({ description: 'Charges a way to pay that the tenant has stored' }),
    ...common,
    tenant_id: id('tenant'),
    payment_method_id: id('paymentMethod'),
    authorization: text(300).optional().meta({
      description:
        'How the tenant agreed to this one payment, such as by phone today; needed unless autopay is on with this way to pay',
    }),
  }),
]);

export const voidBody = z.strictObject({
  reason: text(300),
  because: z
    .enum(['mistake', 'bounced'])
    .default('mistake')
    .meta({ description: '`bounced`: a check or money order that the bank sent back. It was there until today' }),
});
export const correctionBody = z.strictObject({
  reason: text(300),
  amount_cents: common.amount_cents.optional(),
  effective_on: plainDate().optional(),
  method: z.enum(OFFLINE_METHODS).optional(),
  tenant_id: id('tenant').optional(),
  note: text(500).optional(),
});

export const acceptingBody = z.strictObject({ accepting: z.boolean(), reason: text(300).optional() });
export const acceptingAnswer = z.object({
  object: z.literal('payment_acceptance'),
  lease_id: id('lease'),
  accepting: z.boolean(),
});

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
  fee_cents: z.int().meta({ description: 'Paid beside the amount for paying by card; never a part of rent' }),
  currency: z.string(),
  effective_on: plainDate(),
  failure_code: z.string().nullable(),
  failure_message: z.string().nullable().meta({ description: 'As it was said with the code' }),
  failure: z
    .object({
      meaning: z.string().meta({ description: 'Why it did not go through or came back, in plain words' }),
      advice: z.string().nullable().meta({ description: 'What mends it' }),
      told: z.string().nullable().meta({ description: 'The bank’s own words, where its code is not known' }),
    })
    .nullable(),
  note: z.string().nullable(),
  receipt_media_id: id('media').nullable().meta({ description: 'Shown by `GET /media/{id}/content`' }),
  allocations: z
    .array(z.object({ charge_id: id('charge'), label: z.string(), kind: z.string(), amount_cents: z.int() }))
    .meta({ description: 'What it pays; the rest is credit' }),
  payment_order: ruleAnswer
    .extend({
      enforced: z.boolean(),
      warning: z.string().nullable().meta({ description: 'Where the rule was not held against the law' }),
    })
    .nullable()
    .meta({ description: 'The rule by which its money goes to charges; null where it was given to one charge' }),
  void_reason: z.string().nullable(),
  corrects_id: id('payment').nullable().meta({ description: 'The payment that this one stands for instead' }),
  corrected_by_id: id('payment').nullable(),
  workflow_id: z.string().nullable(),
  created_at: instant,
  settled_at: instant.nullable(),
  reversed_at: instant.nullable(),
});

export const paymentRequestBody = z.strictObject({ tenant_id: id('tenant').optional() });
export const portalLinkAnswer = z.object({
  object: z.literal('portal_link'),
  lease_id: id('lease'),
  sent: z.int().meta({ description: 'To how many tenants' }),
});
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
  is_default: z.boolean(),
  status: z.string(),
  blocked_reason: z.string().nullable(),
  created_at: instant,
});
