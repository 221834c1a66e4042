import { z } from 'zod';
import { STATES_ON_FILE } from '../../domain/jurisdictions/rules-on-file';
import { leaseTermsSchema, paymentScheduleSchema } from '../../domain/lease-terms';
import { LOCALES } from '../../domain/locales';
import { statesOf } from '../../domain/states';
import { phone } from '../http/phone';
import { amountCents, email, id, instant, pageQuery, plainDate, queryNumber, text, whole } from '../http/schema';
import { findingAnswer } from '../jurisdictions/finding';

const status = z.enum(statesOf('lease'));

const person = z.strictObject({
  name: text(160),
  email: email(),
  phone: phone().optional(),
  locale: z.enum(LOCALES).default('en'),
});

const terms = {
  starts_on: plainDate(),
  /** Null or left out: month to month. */
  ends_on: plainDate().nullable(),
  rent_cents: amountCents(),
  deposit_cents: amountCents({ min: 0 }),
  due_day: whole(1, 31),
  payment_schedule: paymentScheduleSchema.strict(),
  terms: leaseTermsSchema.strict(),
};

export const newLeaseBody = z.strictObject({
  /** With it the draft of an approved application is taken up, and what else is given changes it. */
  application_id: id('application').optional(),
  unit_id: id('unit').optional(),
  /** Who is known already; the first is written to first. */
  tenant_ids: z.array(id('tenant')).max(12).optional(),
  tenants: z.array(person).max(12).optional(),
  starts_on: terms.starts_on.optional(),
  ends_on: terms.ends_on.optional(),
  rent_cents: terms.rent_cents.optional(),
  deposit_cents: terms.deposit_cents.optional(),
  due_day: terms.due_day.optional(),
  payment_schedule: terms.payment_schedule.optional(),
  terms: terms.terms.optional(),
});

export const leaseChanges = z.strictObject({ ...terms, tenant_ids: z.array(id('tenant')).min(1).max(12) }).partial();

export const leaseQuery = z.strictObject({
  ...pageQuery,
  /** One state or several with commas between. */
  status: z
    .string()
    .max(200)
    .transform((value) => value.split(','))
    .pipe(z.array(status).min(1).max(10))
    .meta({ type: 'string' })
    .optional(),
  unit_id: id('unit').optional(),
  property_id: id('property').optional(),
  application_id: id('application').optional(),
  q: text(100).optional(),
});

export const sendBody = z.strictObject({ expires_in_days: whole(1, 60).default(14) });
export const voidBody = z.strictObject({ reason: text(200) });
export const noticeBody = z.strictObject({ on: plainDate() });
export const endBody = z.strictObject({ on: plainDate(), reason: text(500) });
export const closeBody = z.strictObject({
  reason: text(500),
  write_off: z
    .boolean()
    .default(false)
    .meta({ description: 'Give up as lost what is still owed. Needed while something is.' }),
});
const previewed = { ...terms, months: whole(1, 120) };

/** What would be different: the rest is as the lease has it. */
export const previewChanges = z.strictObject(previewed).partial();

/** Terms that nobody has saved. */
export const previewBody = z.strictObject({
  /** Where it lies: a unit of yours, or a state. */
  unit_id: id('unit').optional(),
  state: z.enum(STATES_ON_FILE).optional(),
  starts_on: terms.starts_on,
  ends_on: terms.ends_on.optional(),
  rent_cents: terms.rent_cents,
  deposit_cents: terms.deposit_cents.default(0),
  due_day: terms.due_day.default(1),
  payment_schedule: terms.payment_schedule.optional(),
  terms: terms.terms.optional(),
  months: previewed.months.optional(),
});

/** Every tenant once, all in basis points (10000 is the whole) or all in cents of the rent; empty for no split. */
export const sharesBody = z.strictObject({
  shares: z
    .array(
      z.strictObject({
        tenant_id: id('tenant'),
        share_bps: whole(0, 10_000).optional(),
        share_cents: amountCents({ min: 0, max: 100_000_000 }).optional(),
      }),
    )
    .max(12),
});

export const scheduleQuery = z.strictObject({ months: queryNumber({ min: 1, max: 120, int: true }).optional() });

const signer = z.object({
  id: z.string(),
  role: z.string(),
  name: z.string(),
  status: z.string(),
  consented_at: instant.nullable(),
  signed_at: instant.nullable(),
});

export const leaseAnswer = z
  .object({
    id: z.string(),
    status,
    unit_id: z.string(),
    unit_label: z.string(),
    property_id: z.string(),
    application_id: z.string().nullable(),
    tenants: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        phone: z.string().nullable(),
        role: z.string(),
        is_primary: z.boolean(),
        /** Their part of the rent, where it is split; everybody owes the whole. */
        share_bps: z.int().nullable(),
        share_cents: z.int().nullable(),
        share_of_rent_cents: z.int().nullable(),
      }),
    ),
    fee_policy_id: z.string().nullable(),
    starts_on: z.string(),
    ends_on: z.string().nullable(),
    rent_cents: z.int(),
    deposit_cents: z.int(),
    deposit_held_cents: z.int(),
    balance_cents: z.int(),
    in_transit_cents: z.int(),
    currency: z.string(),
    due_day: z.int(),
    payment_schedule: z.record(z.string(), z.unknown()),
    terms: z.record(z.string(), z.unknown()),
    time_zone: z.string(),
    accepting_payments: z.boolean(),
    autopay: z.object({ status: z.string(), label: z.string() }).nullable(),
    /** The latest time it was sent to be signed. */
    signing: z
      .object({
        status: z.string(),
        reason: z.string().nullable(),
        expires_at: instant.nullable(),
        signers: z.array(signer),
      })
      .nullable(),
    sent_at: instant.nullable(),
    signed_at: instant.nullable(),
    activated_at: instant.nullable(),
    ended_at: instant.nullable(),
    timeline: z.string(),
    warnings: z.array(findingAnswer).optional().meta({
      description: 'Until it is signed: what rules not checked against the law say of its terms. They forbid nothing',
    }),
    version: z.int(),
    created_at: instant,
  })
  .meta({ id: 'Lease' });

export const signingUrlAnswer = z.object({ url: z.string() }).meta({ id: 'SigningUrl' });

const plannedCharge = z.object({
  kind: z.string(),
  label: z.string(),
  period: z.string(),
  due_on: z.string(),
  covers_from: z.string().nullable(),
  covers_to: z.string().nullable(),
  amount_cents: z.int(),
  /** How it comes about, in one sentence; `steps` tells it line by line. */
  rule: z.string(),
  rule_name: z.string(),
  steps: z.array(z.object({ text: z.string(), amount_cents: z.int().nullable() })),
  /** Whether it stands already. */
  posted: z.boolean(),
  shares: z.array(z.object({ tenant_id: z.string(), amount_cents: z.int() })),
});

export const scheduleAnswer = z
  .object({
    lease_id: z.string().nullable(),
    currency: z.string(),
    charges: z.array(plannedCharge),
    /** Months whose rent a concession or credit takes off wholly: nothing is charged. */
    free_months: z.array(z.object({ period: z.string(), text: z.string() })),
    total_cents: z.int(),
    /** What the rules on file have against the lease. Enforced ones would refuse it. */
    findings: z.array(findingAnswer),
  })
  .meta({ id: 'LeaseSchedule' });
