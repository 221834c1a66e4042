import type { Recommendation } from './screening-criteria';

export const DECISION_OUTCOMES = ['approved', 'approved_with_conditions', 'declined'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

/** What the criteria's recommendation would have led to; null where they leave it to a person. */
const FOLLOWS: Readonly<Record<Recommendation, DecisionOutcome | null>> = {
  approve: 'approved',
  conditional: 'approved_with_conditions',
  deny: 'declined',
  review: null,
};

/**
 * Whether a decision goes against what the written criteria recommend. Then it needs a reason, which is kept: the
 * criteria are applied to everyone alike, and each exception can be explained (24 CFR 100.60, 100.500).
 */
export function isOverride(recommendation: Recommendation, outcome: DecisionOutcome): boolean {
  const expected = FOLLOWS[recommendation];
  return expected !== null && expected !== outcome;
}
