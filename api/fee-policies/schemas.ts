import { z } from 'zod';
import { type FeePolicy, feePolicySchema, type StateVerdict } from '../../domain/fee-policy';
import type { StoredFeePolicy } from '../../store/fee-policies/read-fee-policy';
import { amountCents, id, instant, plainDate, text, whole } from '../http/schema';
import { findingAnswer, serializeFinding } from '../jurisdictions/finding';

export const newPolicyBody = z.strictObject({ policy: feePolicySchema, note: text(300).optional() });

export const checkBody = z.strictObject({
  policy: feePolicySchema,
  /** The rent to hold it against where the organization rents nothing; there its own lowest rent counts. */
  rent_cents: amountCents({ max: 100_000_000 }).default(150_000),
  units_in_building: whole(1, 10_000).optional(),
  on: plainDate().optional(),
});

const lateFee = z.object({ grace_days: z.int(), formula: z.record(z.string(), z.unknown()) }).nullable();
const fees = { late_fee: lateFee, nsf_fee_cents: z.int() };

export const feePolicyAnswer = z
  .object({
    object: z.literal('fee_policy'),
    id: id('feePolicy').nullable(),
    version: z.int().meta({ description: 'Zero: nobody has written one, nothing is charged' }),
    policy: z.object({ ...fees, overrides: z.array(z.object({ state: z.string(), ...fees })) }),
    note: z.string().nullable(),
    created_by: z.string().nullable(),
    created_at: instant.nullable(),
    warnings: z.array(findingAnswer).optional(),
  })
  .meta({ id: 'FeePolicy' });

export const checkAnswer = z
  .object({
    object: z.literal('fee_policy_check'),
    on: plainDate(),
    states: z.array(
      z.object({
        state: z.string(),
        verdict: z.enum(['allowed', 'doubtful', 'forbidden', 'no_rule']),
        findings: z.array(findingAnswer),
        units: z.int().meta({ description: 'How many homes the organization has there' }),
        rent_cents: z.int(),
        first_chargeable_on: plainDate().nullable(),
        first_fee_cents: z.int().nullable(),
        fee_after_30_days_cents: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'FeePolicyCheck' });

/** A stored policy as it is answered. */
export function serializePolicy(stored: StoredFeePolicy): z.input<typeof feePolicyAnswer> {
  const { late_fee, nsf_fee_cents, overrides }: FeePolicy = stored.policy;
  return {
    object: 'fee_policy',
    id: stored.id,
    version: stored.version,
    policy: { late_fee, nsf_fee_cents, overrides },
    note: stored.note,
    created_by: stored.createdBy,
    created_at: stored.createdAt?.toISOString() ?? null,
  };
}

/** A state's verdict as it is answered. */
export function serializeVerdict(
  verdict: StateVerdict,
  example: { units: number; rentCents: number },
): z.input<typeof checkAnswer>['states'][number] {
  return {
    state: verdict.state,
    verdict: verdict.verdict,
    findings: verdict.findings.map(serializeFinding),
    units: example.units,
    rent_cents: example.rentCents,
    first_chargeable_on: verdict.firstChargeableOn,
    first_fee_cents: verdict.firstFeeCents,
    fee_after_30_days_cents: verdict.feeAfter30DaysCents,
  };
}
