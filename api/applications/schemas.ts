import { z } from 'zod';
import type { DecisionOutcome } from '../../domain/application-decision';
import { APPLICANT_ROLES } from '../../domain/application-steps';
import { LOCALES } from '../../domain/locales';
import { statesOf } from '../../domain/states';
import { phone } from '../http/phone';
import { amountCents, email, id, instant, pageQuery, plainDate, text, whole } from '../http/schema';

const status = z.enum(statesOf('application'));

/** How a decision is asked for, and what it makes of the application. Either word does. */
export const OUTCOMES = {
  approve: 'approved',
  approve_with_conditions: 'approved_with_conditions',
  deny: 'declined',
  approved: 'approved',
  approved_with_conditions: 'approved_with_conditions',
  declined: 'declined',
} as const satisfies Record<string, DecisionOutcome>;
const outcomes = Object.keys(OUTCOMES) as [keyof typeof OUTCOMES, ...(keyof typeof OUTCOMES)[]];

export const newApplicationBody = z.strictObject({
  unit_id: id('unit'),
  applicants: z
    .array(
      z.strictObject({
        name: text(160),
        email: email(),
        phone: phone().optional(),
        locale: z.enum(LOCALES).default('en'),
        role: z.enum(APPLICANT_ROLES).default('primary'),
      }),
    )
    .min(1)
    .max(12),
  desired_move_in_on: plainDate().optional(),
  /** The unit's own unless said. */
  rent_cents: amountCents().optional(),
  deposit_cents: amountCents({ min: 0 }).optional(),
  term_months: whole(1, 60).default(12),
  expires_in_days: whole(1, 90).default(14),
});

export const applicationQuery = z.strictObject({
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
});

export const decisionBody = z.strictObject({
  outcome: z.enum(outcomes),
  /** What must be met first; at least one with `approve_with_conditions`. */
  conditions: z.array(text(300)).max(10).default([]),
  reasons: z.array(text(300)).max(10).default([]),
  /** Why it goes against what the criteria recommend; asked only then. */
  override_reason: text(1_000).optional(),
  /** What becomes of other applications for the unit after an approval. */
  competitors: z.enum(['hold', 'decline']).default('hold'),
});
export const withdrawBody = z.strictObject({ reason: text(500).optional() });
export const renewBody = z.strictObject({ expires_in_days: whole(1, 90).default(14) });

const screening = z.object({
  id: z.string(),
  applicant_id: z.string(),
  status: z.enum(statesOf('screening')),
  result: z.string().nullable(),
  assessment: z.string().nullable(),
  completed_at: instant.nullable(),
});

const applicant = z.object({
  id: z.string(),
  role: z.enum(APPLICANT_ROLES),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  locale: z.string(),
  status: z.enum(statesOf('applicant')),
  completed_at: instant.nullable(),
  monthly_income_cents: z.int().nullable(),
  employer: z.string().nullable(),
  pets: z.int().nullable(),
  steps_done: z.array(z.string()),
  steps_left: z.array(z.string()),
  tenant_id: z.string().nullable(),
  screening: screening.nullable(),
});

const evaluation = z.object({
  recommendation: z.enum(['approve', 'conditional', 'deny', 'review']),
  verdict: z.enum(['meets_all', 'needs_conditions', 'fails', 'incomplete']),
  income_ratio: z.number().nullable(),
  /** Whether anything short of approval rests on a report: a refusal then needs an adverse-action notice. */
  rests_on_report: z.boolean(),
  results: z.array(z.object({ name: z.string(), asks: z.string(), found: z.string(), met: z.boolean().nullable() })),
});

const decision = z.object({
  id: z.string(),
  outcome: z.string(),
  reasons: z.array(z.string()),
  conditions: z.array(z.string()),
  override_reason: z.string().nullable(),
  criteria_version: z.int(),
  decided_by: z.string(),
  decided_at: instant,
});

export const applicationAnswer = z
  .object({
    id: z.string(),
    status,
    unit_id: z.string(),
    unit_label: z.string(),
    property_id: z.string(),
    names: z.array(z.string()),
    rent_cents: z.int(),
    deposit_cents: z.int(),
    currency: z.string(),
    desired_move_in_on: z.string().nullable(),
    term_months: z.int(),
    criteria_version: z.int(),
    evaluation: evaluation.nullable(),
    applicants: z.array(applicant),
    decision: decision.nullable(),
    decisions: z.array(decision),
    expires_at: instant,
    submitted_at: instant.nullable(),
    decided_at: instant.nullable(),
    created_at: instant,
    lease_id: z.string().nullable(),
    timeline: z.string(),
    version: z.int(),
  })
  .meta({ id: 'Application' });
