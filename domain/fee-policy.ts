import { z } from 'zod';
import { addPeriods, dueDateIn, type PlainDateString, periodOf } from './calendar';
import { judgeLateFee } from './jurisdictions/late-fee-limits';
import { LATE_FEE_RULES } from './jurisdictions/late-fees';
import { type Finding, ruleInForce } from './jurisdictions/legal-rule';
import { nsfFeeFor } from './jurisdictions/nsf-fees';
import { STATES_ON_FILE } from './jurisdictions/rules-on-file';
import { lateFeeFor } from './late-fees';
import { type LeaseTerms, lateFeeOf, lateFeeSchema } from './lease-terms';
import { type Cents, ZERO_CENTS } from './money';

const amount = z
  .int()
  .min(0)
  .max(100_000_000)
  .transform((value) => value as Cents);
const fees = { late_fee: lateFeeSchema.nullable(), nsf_fee_cents: amount };

/** The fees of new leases, and what is different in some states. */
export const feePolicySchema = z.strictObject({
  ...fees,
  overrides: z
    .array(z.strictObject({ state: z.enum(STATES_ON_FILE), ...fees }))
    .max(51)
    .default([]),
});
export type FeePolicy = z.output<typeof feePolicySchema>;

/** Nothing is charged unless somebody decides it. */
export const NO_FEES: FeePolicy = { late_fee: null, nsf_fee_cents: ZERO_CENTS, overrides: [] };

/** The fees a lease takes in a state. */
export function feesIn(policy: FeePolicy, state: string): Pick<LeaseTerms, 'late_fee' | 'nsf_fee_cents'> {
  const own = policy.overrides.find((override) => override.state === state) ?? policy;
  return { late_fee: own.late_fee, nsf_fee_cents: own.nsf_fee_cents };
}

/** What a policy is held against: a rent, a building, a day. */
export type PolicyExample = { on: PlainDateString; rentCents: Cents; unitsInBuilding?: number | undefined };

/** A state's word on a policy. `no_rule`: nothing on late fees is on file, which is no permission. */
export type StateVerdict = {
  state: string;
  verdict: 'allowed' | 'doubtful' | 'forbidden' | 'no_rule';
  findings: Finding[];
  /** For rent due on the first of the next month. */
  firstChargeableOn: PlainDateString | null;
  /** What the fee would be on its first day, and after thirty. */
  firstFeeCents: Cents | null;
  feeAfter30DaysCents: Cents | null;
};

/** Holds a policy against the rules on file in one state, for a year of rents due on the first. */
export function judgePolicy(policy: FeePolicy, state: string, example: PolicyExample): StateVerdict {
  const { on, rentCents, unitsInBuilding } = example;
  const own = feesIn(policy, state);
  const at = policy.overrides.findIndex((override) => override.state === state);
  const prefix = at === -1 ? '' : `overrides.${at}.`;
  const months = Array.from({ length: 12 }, (_, index) => addPeriods(periodOf(on), index + 1)).map((period) => ({
    dueOn: dueDateIn(period, 1),
    rentCents,
  }));
  const terms = lateFeeOf(own.late_fee);
  const law = ruleInForce(LATE_FEE_RULES, state, on);
  const nsf = { state, on, wantedCents: own.nsf_fee_cents, field: `${prefix}nsf_fee_cents` };
  const findings = [
    ...(terms === null ? [] : judgeLateFee({ state, terms, months, unitsInBuilding, field: `${prefix}late_fee` })),
    ...nsfFeeFor(nsf).findings,
  ];
  const dueOn = months[0]?.dueOn ?? on;
  const late = { state, dueOn, pastDueRentCents: rentCents, monthlyRentCents: rentCents, unitsInBuilding };
  const first = terms === null ? null : lateFeeFor(terms, { ...late, today: dueOn }).firstChargeableOn;
  const feeOn = (today: PlainDateString) => (terms === null ? null : lateFeeFor(terms, { ...late, today }).amountCents);
  return {
    state,
    verdict: verdictOf(findings, law !== undefined),
    findings,
    firstChargeableOn: first,
    firstFeeCents: first === null ? null : feeOn(first),
    feeAfter30DaysCents: feeOn(dueDateIn(addPeriods(periodOf(dueOn), 1), 1)),
  };
}

function verdictOf(findings: readonly Finding[], isOnFile: boolean): StateVerdict['verdict'] {
  if (findings.some(({ enforced }) => enforced)) return 'forbidden';
  if (findings.length > 0) return 'doubtful';
  return isOnFile ? 'allowed' : 'no_rule';
}
