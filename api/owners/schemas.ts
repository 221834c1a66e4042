import { z } from 'zod';
import { LOCALES } from '../../domain/locales';
import { WHOLE_BPS } from '../../domain/owners/shares';
import { phone } from '../http/phone';
import { amountCents, email, id, instant, pageQuery, plainDate, text, whole } from '../http/schema';

export const tag = 'Owners';
const cents = { min: 0, max: 100_000_000 };
export const payoutMethod = z.enum(['stripe', 'ach', 'check']);
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-11' })
  .meta({ description: 'A month, `YYYY-MM`' });

const address = z.strictObject({
  line1: text(120),
  line2: text(120).optional(),
  city: text(80),
  state: z.string().regex(/^[A-Z]{2}$/, { error: 'must be a state such as WA' }),
  postal_code: z.string().regex(/^\d{5}(-\d{4})?$/, { error: 'must be a ZIP code' }),
});
const taxId = z
  .strictObject({
    kind: z.enum(['ssn', 'ein']),
    number: z
      .string()
      .max(20)
      .transform((written) => written.replaceAll(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\d{9}$/, { error: 'must have nine digits' })),
  })
  .meta({ description: 'Kept sealed; answers show its last four digits alone' });

const ownerFields = {
  kind: z.enum(['person', 'company']),
  name: text(120),
  contact_name: text(120).nullable().optional(),
  email: email(),
  phone: phone()
    .nullable()
    .optional()
    .meta({ type: ['string', 'null'] }),
  locale: z.enum(LOCALES).optional(),
  address: address.optional(),
  tax_id: taxId.nullable().optional(),
  reserve_cents: amountCents(cents).optional(),
  payout_method: payoutMethod.optional(),
};
export const newOwnerBody = z.strictObject(ownerFields);
export const ownerChanges = newOwnerBody.partial();
export const ownerQuery = z.strictObject({ ...pageQuery, q: text(120).optional() });

export const ownerAnswer = z
  .object({
    object: z.literal('owner'),
    id: id('owner'),
    kind: z.enum(['person', 'company']),
    name: z.string(),
    contact_name: z.string().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
    locale: z.enum(LOCALES),
    address: address.nullable(),
    tax_id_kind: z.string().nullable(),
    tax_id_last4: z.string().nullable(),
    reserve_cents: z.int(),
    payout_method: payoutMethod,
    payable_cents: z.int().meta({ description: 'What is owed; below zero is carried over' }),
    reserve_held_cents: z.int(),
    can_receive_transfers: z.boolean(),
    version: z.int(),
    created_at: instant,
  })
  .meta({ id: 'Owner' });

export const partAnswer = z.object({
  owner_id: id('owner'),
  owner_name: z.string(),
  property_id: id('property'),
  property_name: z.string(),
  unit_id: id('unit').nullable(),
  unit_number: z.string().nullable(),
  share_bps: z.int(),
  starts_on: plainDate(),
  ends_on: plainDate().nullable(),
});
export const partsAnswer = z.object({ object: z.literal('ownership'), parts: z.array(partAnswer) });

export const sharesBody = z.strictObject({
  unit_id: id('unit').optional(),
  starts_on: plainDate(),
  shares: z
    .array(z.strictObject({ owner_id: id('owner'), share_bps: whole(1, WHOLE_BPS) }))
    .max(50)
    .meta({ description: 'They sum to 10,000; an empty list ends the ownership' }),
});

export const agreementBody = z.strictObject({
  starts_on: plainDate(),
  fee_kind: z.enum(['percent', 'flat']),
  fee_bps: whole(0, WHOLE_BPS).default(0),
  fee_flat_cents: amountCents(cents).default(0),
  fee_minimum_cents: amountCents(cents).default(0),
  tenant_fees_to: z.enum(['owner', 'manager']).default('manager'),
  payment_fees_to: z.enum(['owner', 'manager']).default('manager'),
  reserve_cents: amountCents(cents).default(0),
});
export const agreementAnswer = z.object({ ...agreementBody.shape, object: z.literal('owner_agreement') });

export const statementQuery = z.strictObject({
  ...pageQuery,
  owner_id: id('owner').optional(),
  period: month.optional(),
});
const sums = {
  object: z.literal('owner_statement'),
  id: id('ownerStatement'),
  owner_id: id('owner'),
  owner_name: z.string(),
  period: z.string(),
  status: z.string(),
  opening_cents: z.int(),
  collected_cents: z.int(),
  management_fee_cents: z.int(),
  expenses_cents: z.int(),
  reserve_cents: z.int(),
  reserve_held_cents: z.int(),
  payable_cents: z.int(),
  pdf_document_id: id('document').nullable(),
  csv_document_id: id('document').nullable(),
  sent_at: instant.nullable(),
};
export const statementAnswer = z.object(sums).meta({ id: 'OwnerStatement' });
export const statementWithLines = z.object({
  ...sums,
  lines: z.array(
    z.object({
      category: z.string(),
      label: z.string(),
      property_id: id('property'),
      property: z.string(),
      happened_on: plainDate(),
      whole_cents: z.int(),
      share_bps: z.int(),
      amount_cents: z.int(),
    }),
  ),
});

export const newStatementRun = z.strictObject({ period: month });
export const runAnswer = z.object({
  object: z.literal('owner_statement_run'),
  id: id('ownerStatementRun'),
  period: z.string(),
  status: z.string(),
  statements: z.int(),
  payable_cents: z.int(),
  workflow_id: z.string(),
  started_at: instant,
  finished_at: instant.nullable(),
});
